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

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.CallerContext;
import com.dintero.auth.internal.endpoint.TokenListener;
import com.dintero.auth.internal.endpoint.TokenRequest;

/**
 * Observes each token request, as a child of the observation that its caller is in.
 */
class ObservingTokenListener implements TokenListener {

	private static final Log logger = LogFactory.getLog(ObservingTokenListener.class);

	private static final TokenRequestObservationConvention DEFAULT_CONVENTION = new TokenRequestObservationConvention() {
	};

	private final ObservationRegistry registry;

	private final @Nullable TokenRequestObservationConvention convention;

	private final DinteroRegistrations registrations;

	private final boolean propagateTrace;

	ObservingTokenListener(ObservationRegistry registry, @Nullable TokenRequestObservationConvention convention,
			DinteroRegistrations registrations, boolean propagateTrace) {
		this.registry = registry;
		this.convention = convention;
		this.registrations = registrations;
		this.propagateTrace = propagateTrace;
	}

	@Override
	public CallerContext capture() {
		Observation caller = this.registry.getCurrentObservation();
		return (caller != null) ? new Caller(this.registry, caller) : CallerContext.NONE;
	}

	@Override
	public RequestListener sending(TokenRequest request, BiConsumer<String, String> headers) {
		AccountId merchant = request.accountId();
		TokenRequestObservationContext context = new TokenRequestObservationContext(request.registrationId(),
				request.kind().grant(),
				((merchant != null) ? merchant : this.registrations.get(request.registrationId()).accountId()).value(),
				request.uri(), (this.propagateTrace) ? headers : (name, value) -> {
				});
		Observation observation = Observation
			.createNotStarted(this.convention, DEFAULT_CONVENTION, () -> context, this.registry)
			.start();
		return (status, expiresAt, failure) -> {
			context.setStatus(status);
			if (failure != null) {
				observation.error((request.kind().isFromUser()) ? withoutMessage(failure) : failure);
			}
			observation.stop();
		};
	}

	// A span records the message of the exception, and Dintero's message may name a user
	private static Throwable withoutMessage(Throwable failure) {
		if (!(failure instanceof DinteroAuthorizationException ex) || ex.getStatus() == null) {
			return failure;
		}
		return new DinteroAuthorizationException(new OAuth2Error(ex.getError().getErrorCode()),
				"%s answered with status %d".formatted(ex.getEndpoint(), ex.getStatus()),
				new Details(ex.getRegistrationId(), ex.getAccountId(), ex.getEndpoint(), ex.getStatus(), ex.getCode(),
						ex.getRetryAfter(), List.of()),
				null);
	}

	/**
	 * A caller that is in an observation. If a handler of the application throws when a
	 * scope opens or closes, the caller still gets its token, and no scope stays open.
	 *
	 * @param registry the registry of the observation
	 * @param observation the observation
	 */
	private record Caller(ObservationRegistry registry, Observation observation) implements CallerContext {

		@Override
		public <T> T call(Supplier<T> task) {
			Observation.Scope outer = this.registry.getCurrentObservationScope();
			tolerate(this.observation::openScope);
			try {
				return task.get();
			}
			finally {
				// The registry has the scope even if a handler has thrown
				Observation.Scope opened = this.registry.getCurrentObservationScope();
				if (opened != null && !opened.equals(outer)) {
					tolerate(opened::close);
				}
				this.registry.setCurrentObservationScope(outer);
			}
		}

		private static void tolerate(Runnable change) {
			try {
				change.run();
			}
			catch (RuntimeException | Error ex) {
				logger.debug("A handler of observations has failed", ex);
			}
		}

	}

}
