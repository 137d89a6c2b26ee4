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

import java.net.InetAddress;
import java.net.http.HttpClient;
import java.util.List;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

import com.dintero.auth.DinteroHttpClientCustomizer;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Http;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Proxy;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;
import com.dintero.auth.internal.endpoint.TokenTransport;

/**
 * Creates the transport of token requests. Its HTTP client shares nothing with those of
 * the application.
 */
class TokenTransportFactory {

	/**
	 * The first Java version that is known to fix JDK-8326949. Java 17 has the bug.
	 */
	private static final int AUTHENTICATOR_KEEPS_CREDENTIALS = 25;

	/**
	 * The system property with the authentication schemes that the JDK does not use for a
	 * tunnel. The default is Basic, and the JDK reads it once.
	 */
	static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

	private final Http properties;

	private volatile @Nullable Tls tls;

	private final List<DinteroHttpClientCustomizer> customizers;

	private final @Nullable Predicate<InetAddress> allowedAddresses;

	TokenTransportFactory(Http properties, List<DinteroHttpClientCustomizer> customizers,
			@Nullable Predicate<InetAddress> allowedAddresses) {
		this.properties = properties;
		this.customizers = customizers;
		this.allowedAddresses = allowedAddresses;
	}

	/**
	 * Creates the transport. The caller must close it.
	 * @throws InvalidDinteroPropertiesException if a customizer makes the HTTP client
	 * lose credentials
	 */
	TokenTransport create() {
		TokenTransport transport = TokenTransport.open(this::customize, this.properties.proxy().authorization(),
				this.allowedAddresses);
		if (!this.customizers.isEmpty() && transport.hasAuthenticator()
				&& Runtime.version().feature() < AUTHENTICATOR_KEEPS_CREDENTIALS) {
			transport.close();
			throw new InvalidDinteroPropertiesException(List.of(new Problem("DinteroHttpClientCustomizer", null,
					"sets an authenticator, with which Java %d may drop the credentials of token requests"
						.formatted(Runtime.version().feature()),
					"Remove the authenticator, and set the credentials of the proxy with "
							+ "'dintero.auth.http.proxy.username' and 'dintero.auth.http.proxy.password', "
							+ "or run the application with Java 25")));
		}
		return transport;
	}

	private void customize(HttpClient.Builder builder) {
		builder.connectTimeout(this.properties.connectTimeout());
		Tls tls = this.tls;
		if (tls != null) {
			builder.sslContext(tls.context()).sslParameters(tls.parameters());
		}
		Proxy proxy = this.properties.proxy();
		if (proxy.host() != null && proxy.port() != null) {
			builder.proxy(new ConfiguredProxySelector(proxy.host(), proxy.port(), proxy.noProxy()));
		}
		this.customizers.forEach((customizer) -> customizer.customize(builder));
	}

	/**
	 * Uses an SSL bundle for HTTP clients that are created from now on.
	 * @param sslBundle the bundle
	 * @throws RuntimeException if the bundle cannot be used, and then the one before it
	 * stays in use
	 */
	void use(SslBundle sslBundle) {
		SslOptions options = sslBundle.getOptions();
		this.tls = new Tls(sslBundle.createSslContext(),
				new SSLParameters(options.getCiphers(), options.getEnabledProtocols()));
	}

	/**
	 * The parts of an SSL bundle that an HTTP client uses.
	 *
	 * @param context the context
	 * @param parameters the parameters
	 */
	private record Tls(SSLContext context, SSLParameters parameters) {

	}

}
