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

import java.net.http.HttpClient;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import com.dintero.auth.http.DinteroRequestFactories;

/**
 * Builds request factories like Spring Boot's, with Dintero's tokens.
 */
class AttachingRequestFactoryBuilder {

	private static final Log logger = LogFactory.getLog(AttachingRequestFactoryBuilder.class);

	private final DinteroRequestFactories requestFactories;

	private final Supplier<ClientHttpRequestFactoryBuilder<?>> builder;

	AttachingRequestFactoryBuilder(DinteroRequestFactories requestFactories,
			Supplier<ClientHttpRequestFactoryBuilder<?>> builder) {
		this.requestFactories = requestFactories;
		this.builder = builder;
	}

	/**
	 * Builds a factory with the settings of Spring Boot's own.
	 */
	ClientHttpRequestFactory build(HttpClientSettings settings) {
		ClientHttpRequestFactoryBuilder<?> builder = this.builder.get();
		if (settings.redirects() == HttpRedirects.DONT_FOLLOW) {
			return this.requestFactories.attachTo(builder.build(settings));
		}
		ClientHttpRequestFactory others = builder.build(settings);
		try {
			return this.requestFactories
				.attachTo(notFollowing(builder).build(settings.withRedirects(HttpRedirects.DONT_FOLLOW)), others);
		}
		catch (IllegalStateException ex) {
			// Spring Boot throws this if it cannot set redirects on the application's
			// factory
			logger.warn("The application's request factory handles redirects of requests with Dintero's tokens. "
					+ "Configure it not to follow redirects", ex);
			return this.requestFactories.attachTo(others);
		}
	}

	/**
	 * Makes requests of a builder fail if they would not carry their token.
	 * @return {@code false} if the builder already does so
	 */
	boolean guard(RestClient.Builder builder) {
		return this.requestFactories.guard(builder);
	}

	// A customizer of the application can still change the JDK's client, which sends the
	// token with a redirect
	private ClientHttpRequestFactoryBuilder<?> notFollowing(ClientHttpRequestFactoryBuilder<?> builder) {
		return (builder instanceof JdkClientHttpRequestFactoryBuilder jdk)
				? jdk.withHttpClientCustomizer((client) -> client.followRedirects(HttpClient.Redirect.NEVER)) : builder;
	}

}
