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

package com.dintero.auth.autoconfigure.http;

import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.http.DinteroAccountResolver;
import com.dintero.auth.http.DinteroExchangeFilterFunction;
import com.dintero.auth.http.ReactiveDinteroAccountResolver;
import com.dintero.auth.internal.http.AllowedOrigins;

/**
 * Auto-configuration for tokens on requests of {@code WebClient}.
 */
// Before Spring Boot's connector: an existing one belongs to the application
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class,
		beforeName = "org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration")
@ConditionalOnClass(ExchangeFilterFunction.class)
@ConditionalOnBean({ ReactiveDinteroTokens.class, AllowedOrigins.class })
@Lazy
public final class DinteroWebClientAutoConfiguration {

	// The resolver is looked up on first use, because it may depend on a client with
	// tokens
	@Bean
	@ConditionalOnMissingBean
	DinteroExchangeFilterFunction dinteroExchangeFilterFunction(DinteroRegistrations registrations,
			AllowedOrigins allowedOrigins, ReactiveDinteroTokens tokens,
			ObjectProvider<ReactiveDinteroAccountResolver> reactiveAccountResolver,
			ObjectProvider<DinteroAccountResolver> accountResolver) {
		return new DinteroExchangeFilterFunction(registrations, allowedOrigins, tokens,
				SingletonSupplier.of(() -> Optional.ofNullable(reactiveAccountResolver.getIfAvailable())
					.or(() -> Optional.ofNullable(accountResolver.getIfAvailable())
						.map(DinteroWebClientAutoConfiguration::reactive))));
	}

	private static ReactiveDinteroAccountResolver reactive(DinteroAccountResolver resolver) {
		return (registrationId) -> Mono.fromSupplier(() -> resolver.resolveAccountId(registrationId));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClientCustomizer.class)
	@ConditionalOnBooleanProperty(name = "dintero.auth.attach.enabled", matchIfMissing = true)
	@Lazy
	static class AttachConfiguration {

		// After Spring Boot, which sets its connector with order 0, and before the
		// application
		@Bean
		@Order(10)
		@ConditionalOnMissingBean(ClientHttpConnector.class)
		WebClientCustomizer dinteroConnectorCustomizer(AllowedOrigins allowedOrigins,
				ObjectProvider<ClientHttpConnectorBuilder<?>> builder, ObjectProvider<ClientHttpConnector> connector,
				ObjectProvider<HttpClientSettings> settings) {
			return new ConnectorCustomizer(allowedOrigins, builder, connector, settings);
		}

		// Runs last, and sees the Authorization header of other filters
		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		WebClientCustomizer dinteroFilterCustomizer(DinteroExchangeFilterFunction filter) {
			return (builder) -> builder.filters((filters) -> {
				filters.remove(filter);
				filters.add(filter);
			});
		}

	}

}
