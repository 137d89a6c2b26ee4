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

import java.util.function.Supplier;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;

/**
 * Gives Boot's {@code RestClient.Builder} a request factory that attaches tokens. All
 * builders share it, and its connections.
 */
class RequestFactoryCustomizer implements RestClientCustomizer {

	private final AttachingRequestFactoryBuilder requestFactoryBuilder;

	private final SingletonSupplier<ClientHttpRequestFactory> requestFactory;

	RequestFactoryCustomizer(AttachingRequestFactoryBuilder requestFactoryBuilder,
			Supplier<HttpClientSettings> settings) {
		this.requestFactoryBuilder = requestFactoryBuilder;
		this.requestFactory = SingletonSupplier.of(() -> requestFactoryBuilder.build(settings.get()));
	}

	@Override
	public void customize(RestClient.Builder builder) {
		// A builder of a group has got its factory already
		if (this.requestFactoryBuilder.guard(builder)) {
			builder.requestFactory(this.requestFactory.obtain());
		}
	}

}
