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
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.http.RedirectSafeClientHttpConnector;

/**
 * Sets a connector on Spring Boot's {@code WebClient.Builder} that drops the token on a
 * redirect to another origin. All builders share the connector and its connections.
 */
class ConnectorCustomizer implements WebClientCustomizer {

	private final SingletonSupplier<Optional<ClientHttpConnector>> connector;

	ConnectorCustomizer(AllowedOrigins allowedOrigins, ObjectProvider<ClientHttpConnectorBuilder<?>> builder,
			ObjectProvider<ClientHttpConnector> bootsConnector, ObjectProvider<HttpClientSettings> settings) {
		this.connector = SingletonSupplier.of(() -> {
			HttpClientSettings bootsSettings = settings.getIfAvailable(HttpClientSettings::defaults);
			if (bootsSettings.redirects() == HttpRedirects.DONT_FOLLOW) {
				return Optional.empty();
			}
			ClientHttpConnectorBuilder<?> connectorBuilder = builder.getIfAvailable(ClientHttpConnectorBuilder::detect);
			return Optional.of(new RedirectSafeClientHttpConnector(allowedOrigins,
					notFollowing(connectorBuilder).build(bootsSettings.withRedirects(HttpRedirects.DONT_FOLLOW)),
					bootsConnector.getIfAvailable(() -> connectorBuilder.build(bootsSettings))));
		});
	}

	// A customizer of the application can still change the JDK's client, which sends the
	// token with a redirect
	private static ClientHttpConnectorBuilder<?> notFollowing(ClientHttpConnectorBuilder<?> builder) {
		return (builder instanceof JdkClientHttpConnectorBuilder jdk)
				? jdk.withHttpClientCustomizer((client) -> client.followRedirects(HttpClient.Redirect.NEVER)) : builder;
	}

	@Override
	public void customize(WebClient.Builder builder) {
		this.connector.obtain().ifPresent(builder::clientConnector);
	}

}
