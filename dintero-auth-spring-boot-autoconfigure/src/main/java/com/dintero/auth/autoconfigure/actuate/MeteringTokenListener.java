/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package com.dintero.auth.autoconfigure.actuate;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.TokenListener;
import com.dintero.auth.internal.endpoint.TokenOutcome;

/**
 * Counts what happens to the tokens of each registration.
 */
class MeteringTokenListener implements TokenListener {

	private final Map<String, Meters> meters;

	MeteringTokenListener(MeterRegistry registry, DinteroRegistrations registrations) {
		this.meters = registrations.all()
			.stream()
			.map(DinteroRegistration::registrationId)
			.collect(Collectors.toMap(Function.identity(), (registrationId) -> Meters.of(registry, registrationId)));
	}

	@Override
	public void retrying(String registrationId) {
		meters(registrationId).retries().increment();
	}

	@Override
	public void ended(TokenOutcome outcome) {
		if (outcome.ahead()) {
			Meters meters = meters(outcome.registrationId());
			((outcome.failure() != null) ? meters.failedRenewals() : meters.renewals()).increment();
		}
	}

	@Override
	public void waited(String registrationId, Duration time) {
		meters(registrationId).waits().record(time);
	}

	@Override
	public void replaced(String registrationId) {
		meters(registrationId).replays().increment();
	}

	private Meters meters(String registrationId) {
		Meters meters = this.meters.get(registrationId);
		if (meters == null) {
			throw new IllegalStateException("Dintero registration '%s' came too late".formatted(registrationId));
		}
		return meters;
	}

	/**
	 * The meters of one registration.
	 *
	 * @param retries further attempts of token requests
	 * @param renewals renewals ahead that succeeded
	 * @param failedRenewals renewals ahead that failed
	 * @param waits callers that waited for a token
	 * @param replays tokens that were replaced after a {@code 401}
	 */
	private record Meters(Counter retries, Counter renewals, Counter failedRenewals, Timer waits, Counter replays) {

		static Meters of(MeterRegistry registry, String registrationId) {
			Tags tags = Tags.of("registration", registrationId);
			return new Meters(
					counter(registry, "dintero.token.retries",
							"Further attempts of a token request after a failure, because a caller waits", tags),
					renewals(registry, tags.and("outcome", "success")),
					renewals(registry, tags.and("outcome", "failure")),
					Timer.builder("dintero.token.wait")
						.description("How long callers waited for a token that was not there")
						.tags(tags)
						.register(registry),
					counter(registry, "dintero.token.replays",
							"Requests that got another token after a resource answered 401", tags));
		}

		private static Counter renewals(MeterRegistry registry, Tags tags) {
			return counter(registry, "dintero.token.renewals", "Renewals of tokens that were still valid", tags);
		}

		private static Counter counter(MeterRegistry registry, String name, String description, Tags tags) {
			return Counter.builder(name).description(description).tags(tags).register(registry);
		}

	}

}
