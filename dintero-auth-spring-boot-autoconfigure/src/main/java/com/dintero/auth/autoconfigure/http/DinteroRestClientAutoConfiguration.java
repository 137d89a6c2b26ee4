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
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.http.DinteroAccountResolver;
import com.dintero.auth.http.DinteroRequestFactories;
import com.dintero.auth.internal.http.AllowedOrigins;

/**
 * Auto-configuration for tokens on requests of {@code RestClient}.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class)
@ConditionalOnClass(RestClient.class)
@ConditionalOnBean(AllowedOrigins.class)
@Lazy
public final class DinteroRestClientAutoConfiguration {

	// The resolver is looked up on first use, because it may depend on a client with
	// tokens
	@Bean
	@ConditionalOnMissingBean
	DinteroRequestFactories dinteroRequestFactories(DinteroRegistrations registrations, AllowedOrigins allowedOrigins,
			DinteroTokens tokens, ObjectProvider<DinteroAccountResolver> accountResolver) {
		return new DinteroRequestFactories(registrations, allowedOrigins, tokens,
				SingletonSupplier.of(() -> Optional.ofNullable(accountResolver.getIfAvailable())));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestClientCustomizer.class)
	@ConditionalOnBooleanProperty(name = "dintero.auth.attach.enabled", matchIfMissing = true)
	@Lazy
	static class AttachConfiguration {

		@Bean
		AttachingRequestFactoryBuilder dinteroRequestFactoryBuilder(DinteroRequestFactories requestFactories,
				ResourceLoader resourceLoader, ObjectProvider<ClientHttpRequestFactoryBuilder<?>> builder) {
			return new AttachingRequestFactoryBuilder(requestFactories, () -> builder
				.getIfAvailable(() -> ClientHttpRequestFactoryBuilder.detect(resourceLoader.getClassLoader())));
		}

		// Runs first, and a request factory from a customizer of the application replaces
		// this one
		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		RestClientCustomizer dinteroRequestFactoryCustomizer(AttachingRequestFactoryBuilder requestFactoryBuilder,
				ObjectProvider<HttpClientSettings> settings) {
			// All builders share the factory and its connections
			SingletonSupplier<ClientHttpRequestFactory> requestFactory = SingletonSupplier
				.of(() -> requestFactoryBuilder.build(settings.getIfAvailable(HttpClientSettings::defaults)));
			return (builder) -> {
				// A builder of a group already has its factory
				if (requestFactoryBuilder.guard(builder)) {
					builder.requestFactory(requestFactory.obtain());
				}
			};
		}

		@Bean
		RequestFactoryGroupConfigurer dinteroRequestFactoryGroupConfigurer(
				AttachingRequestFactoryBuilder requestFactoryBuilder, ObjectProvider<HttpClientSettings> settings,
				ObjectProvider<HttpServiceClientProperties> properties, ObjectProvider<SslBundles> sslBundles) {
			return new RequestFactoryGroupConfigurer(requestFactoryBuilder, settings, properties, sslBundles);
		}

	}

}
