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

package com.dintero.auth.autoconfigure;

import java.net.http.HttpClient;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;

import com.dintero.auth.http.AllowedOrigins;
import com.dintero.auth.http.RedirectSafeClientHttpRequestFactory;

/**
 * Makes request factories as Boot would, of which redirects carry no token to another
 * origin.
 */
class RedirectSafeRequestFactories {

	private static final Log logger = LogFactory.getLog(RedirectSafeRequestFactories.class);

	private final AllowedOrigins allowedOrigins;

	private final Supplier<ClientHttpRequestFactoryBuilder<?>> builder;

	RedirectSafeRequestFactories(AllowedOrigins allowedOrigins, Supplier<ClientHttpRequestFactoryBuilder<?>> builder) {
		this.allowedOrigins = allowedOrigins;
		this.builder = builder;
	}

	/**
	 * Make a factory.
	 * @param settings the settings that Boot's own factory has
	 * @return the factory, or nothing if that one follows no redirects, or cannot be told
	 * to follow none
	 */
	Optional<ClientHttpRequestFactory> create(HttpClientSettings settings) {
		if (settings.redirects() == HttpRedirects.DONT_FOLLOW) {
			return Optional.empty();
		}
		ClientHttpRequestFactoryBuilder<?> builder = this.builder.get();
		ClientHttpRequestFactory notFollowing;
		try {
			notFollowing = notFollowing(builder).build(settings.withRedirects(HttpRedirects.DONT_FOLLOW));
		}
		catch (IllegalStateException ex) {
			// How Boot says that it cannot set that on a factory of the application's
			logger.warn("Redirects of requests that carry Dintero's tokens are left to the application's own request "
					+ "factory, which should follow none", ex);
			return Optional.empty();
		}
		return Optional
			.of(new RedirectSafeClientHttpRequestFactory(this.allowedOrigins, notFollowing, builder.build(settings)));
	}

	// A customizer of the application's has the last word on the JDK's client, and that
	// one carries the token along
	private ClientHttpRequestFactoryBuilder<?> notFollowing(ClientHttpRequestFactoryBuilder<?> builder) {
		return (builder instanceof JdkClientHttpRequestFactoryBuilder jdk)
				? jdk.withHttpClientCustomizer((client) -> client.followRedirects(HttpClient.Redirect.NEVER)) : builder;
	}

}
