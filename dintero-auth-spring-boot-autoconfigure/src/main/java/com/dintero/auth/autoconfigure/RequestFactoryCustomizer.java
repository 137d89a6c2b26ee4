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

import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;

import com.dintero.auth.http.DinteroClientHttpRequestInterceptor;

/**
 * Gives Boot's {@code RestClient.Builder} a request factory of which redirects carry no
 * token to another origin. All builders share it, and its connections.
 */
class RequestFactoryCustomizer implements RestClientCustomizer {

	private final SingletonSupplier<Optional<ClientHttpRequestFactory>> requestFactory;

	private final DinteroClientHttpRequestInterceptor interceptor;

	RequestFactoryCustomizer(RedirectSafeRequestFactories requestFactories, Supplier<HttpClientSettings> settings,
			DinteroClientHttpRequestInterceptor interceptor) {
		this.requestFactory = SingletonSupplier.of(() -> requestFactories.create(settings.get()));
		this.interceptor = interceptor;
	}

	@Override
	public void customize(RestClient.Builder builder) {
		builder.requestInterceptors((interceptors) -> {
			// A builder that has the interceptor already got its factory with it, made
			// for its group
			if (!interceptors.contains(this.interceptor)) {
				this.requestFactory.obtain().ifPresent(builder::requestFactory);
			}
		});
	}

}
