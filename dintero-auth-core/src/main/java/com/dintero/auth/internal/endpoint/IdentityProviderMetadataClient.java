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

package com.dintero.auth.internal.endpoint;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Asks external identity providers where browsers are to be sent: by OpenID Connect
 * Discovery or, where that is not found, by RFC 8414. No redirect is followed, and
 * nothing is kept.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID
 * Connect Discovery 1.0</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414">RFC 8414</a>
 */
public final class IdentityProviderMetadataClient {

	private final HttpExchanges exchanges;

	/**
	 * Create a client.
	 * @param transport what it sends requests with
	 * @param timeout how long a request may take, from connecting to the last byte of the
	 * answer
	 */
	public IdentityProviderMetadataClient(TokenTransport transport, Duration timeout) {
		this.exchanges = new HttpExchanges(transport, timeout);
	}

	/**
	 * Ask an identity provider.
	 * @param issuer its issuer identifier
	 * @return what it says, or an {@link IdentityProviderMetadataException}
	 */
	public CompletableFuture<IdentityProviderMetadata> discover(URI issuer) {
		URI openIdConfiguration = URI
			.create(StringUtils.trimTrailingCharacter(issuer.toString(), '/') + "/.well-known/openid-configuration");
		return get(openIdConfiguration).thenCompose((answer) -> {
			if (answer.statusCode() != 404) {
				return CompletableFuture.completedFuture(read(issuer, openIdConfiguration, answer));
			}
			URI oauthConfiguration = issuer.resolve("/.well-known/oauth-authorization-server"
					+ StringUtils.trimTrailingCharacter(issuer.getRawPath(), '/'));
			return get(oauthConfiguration).thenApply((otherAnswer) -> read(issuer, oauthConfiguration, otherAnswer));
		});
	}

	private CompletableFuture<TokenAnswer> get(URI uri) {
		HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "application/json").build();
		return this.exchanges.send(request, new CompletableFuture<>()).exceptionally((failure) -> {
			Throwable cause = Futures.unwrap(failure);
			throw new IdentityProviderMetadataException(
					"%s gave no answer, or none that can be read (%s)".formatted(uri, cause.getClass().getSimpleName()),
					cause);
		});
	}

	private IdentityProviderMetadata read(URI issuer, URI uri, TokenAnswer answer) {
		if (answer.statusCode() != 200) {
			throw new IdentityProviderMetadataException(
					"%s answered with status %d".formatted(uri, answer.statusCode()), null);
		}
		Map<String, @Nullable Object> metadata = Json.readObject(answer.body());
		if (metadata == null) {
			throw new IdentityProviderMetadataException("%s did not answer with a JSON object".formatted(uri), null);
		}
		// Section 4.3: it must be exactly the one that was asked
		if (!issuer.toString().equals(metadata.get("issuer"))) {
			throw new IdentityProviderMetadataException(
					"%s is not of the issuer %s: check 'login.issuer-uri'".formatted(uri, issuer), null);
		}
		URI authorizationEndpoint = IdentityProviderMetadata.endpoint(issuer, text(metadata, "authorization_endpoint"));
		if (authorizationEndpoint == null) {
			throw new IdentityProviderMetadataException(
					"%s has no 'authorization_endpoint' that is a URL".formatted(uri), null);
		}
		return new IdentityProviderMetadata(authorizationEndpoint,
				IdentityProviderMetadata.endpoint(issuer, text(metadata, "end_session_endpoint")));
	}

	private static String text(Map<String, @Nullable Object> metadata, String name) {
		return (metadata.get(name) instanceof String text) ? text : "";
	}

}
