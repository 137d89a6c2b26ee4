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

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

import com.dintero.auth.autoconfigure.DinteroAuthProperties.Http;
import com.dintero.auth.endpoint.TokenTransport;

/**
 * Makes the transport of token requests, with an HTTP client that has nothing in common
 * with those of the application.
 */
class TokenTransportFactory {

	private final Http properties;

	private final @Nullable SslBundle sslBundle;

	private final List<DinteroHttpClientCustomizer> customizers;

	TokenTransportFactory(Http properties, @Nullable SslBundle sslBundle,
			List<DinteroHttpClientCustomizer> customizers) {
		this.properties = properties;
		this.sslBundle = sslBundle;
		this.customizers = customizers;
	}

	/**
	 * Make the transport.
	 * @return the transport, which is to be closed
	 */
	TokenTransport create() {
		return TokenTransport.open(this::customize);
	}

	private void customize(HttpClient.Builder builder) {
		builder.connectTimeout(this.properties.connectTimeout());
		if (this.sslBundle != null) {
			builder.sslContext(this.sslBundle.createSslContext())
				.sslParameters(sslParameters(this.sslBundle.getOptions()));
		}
		this.customizers.forEach((customizer) -> customizer.customize(builder));
	}

	private SSLParameters sslParameters(SslOptions options) {
		return new SSLParameters(options.getCiphers(), options.getEnabledProtocols());
	}

}
