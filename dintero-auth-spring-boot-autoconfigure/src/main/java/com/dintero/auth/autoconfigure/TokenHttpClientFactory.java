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
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import com.dintero.auth.autoconfigure.DinteroAuthProperties.Http;

/**
 * Makes the HTTP client of token requests, which has nothing in common with those of the
 * application.
 */
class TokenHttpClientFactory {

	private final Http properties;

	private final @Nullable SslBundle sslBundle;

	private final List<DinteroHttpClientCustomizer> customizers;

	TokenHttpClientFactory(Http properties, @Nullable SslBundle sslBundle,
			List<DinteroHttpClientCustomizer> customizers) {
		this.properties = properties;
		this.sslBundle = sslBundle;
		this.customizers = customizers;
	}

	HttpClient create() {
		// A request in hours gains nothing from HTTP/2 and its upgrade
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.executor(executor())
			.connectTimeout(this.properties.connectTimeout());
		if (this.sslBundle != null) {
			builder.sslContext(this.sslBundle.createSslContext())
				.sslParameters(sslParameters(this.sslBundle.getOptions()));
		}
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.followRedirects(HttpClient.Redirect.NEVER).build();
	}

	// As the client's own would be, and known to those who wait for its answers
	private Executor executor() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("dintero-auth-");
		threads.setDaemon(true);
		return Executors.newCachedThreadPool(threads);
	}

	private SSLParameters sslParameters(SslOptions options) {
		return new SSLParameters(options.getCiphers(), options.getEnabledProtocols());
	}

}
