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

import org.jspecify.annotations.Nullable;

/**
 * What an external identity provider says of itself.
 *
 * @param authorizationEndpoint where browsers are sent to sign in
 * @param endSessionEndpoint where browsers are sent to sign out, {@code null} if it has
 * no such endpoint
 * @see <a href=
 * "https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata">OpenID
 * Connect Discovery 1.0, section 3</a>
 */
public record IdentityProviderMetadata(URI authorizationEndpoint, @Nullable URI endSessionEndpoint) {

	/**
	 * Read an endpoint. Browsers are sent there: nothing but the web, not less safe than
	 * the issuer, and without a fragment, as RFC 6749, section 3.1 has it.
	 * @param issuer the identity provider
	 * @param value what it says
	 * @return the endpoint, or {@code null} if it cannot be used
	 */
	static @Nullable URI endpoint(URI issuer, String value) {
		try {
			URI uri = URI.create(value);
			boolean web = "https".equalsIgnoreCase(uri.getScheme())
					|| ("http".equalsIgnoreCase(uri.getScheme()) && "http".equalsIgnoreCase(issuer.getScheme()));
			return (web && uri.getHost() != null && uri.getRawFragment() == null) ? uri : null;
		}
		catch (IllegalArgumentException ex) {
			// Whoever needs it says that it is not there
			return null;
		}
	}

}
