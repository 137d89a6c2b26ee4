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

import java.time.Clock;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.store.DinteroStoreClientAutoConfiguration;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.TokenCache;

/**
 * Auto-configuration of the meters of tokens.
 */
@AutoConfiguration(after = { DinteroAuthAutoConfiguration.class, DinteroStoreClientAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ DinteroRegistrations.class, MeterRegistry.class })
public final class DinteroTokensMetricsAutoConfiguration {

	@Bean
	MeteringTokenListener dinteroMeteringTokenListener(MeterRegistry registry, DinteroRegistrations registrations) {
		return new MeteringTokenListener(registry, registrations);
	}

	@Bean
	TokenMeterBinder dinteroTokenMeterBinder(DinteroRegistrations registrations, TokenCache cache,
			TokenEndpointClient client, @Qualifier("dinteroClock") Clock clock) {
		return new TokenMeterBinder(registrations, cache, client, clock);
	}

	@Bean
	@ConditionalOnBean(StoreClient.class)
	MeterBinder dinteroTokenStoreMeterBinder(StoreClient store) {
		return (registry) -> {
			Gauge.builder("dintero.token.store.available", () -> (store.failingSince() == null) ? 1 : 0)
				.description("1 while the token store answers, 0 while this instance works without it")
				.register(registry);
			FunctionCounter.builder("dintero.token.store.failures", store, StoreClient::failures)
				.description("Calls of the token store that failed or took too long")
				.register(registry);
			FunctionCounter.builder("dintero.token.store.undecryptable", store, StoreClient::undecryptable)
				.description("Values of the token store that no key of this instance decrypts")
				.register(registry);
		};
	}

}
