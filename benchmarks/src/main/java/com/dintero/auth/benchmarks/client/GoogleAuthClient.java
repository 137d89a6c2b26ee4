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

package com.dintero.auth.benchmarks.client;

import java.io.IOException;
import java.net.URI;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of google-auth-library-java, in a map where there are many.
 */
public final class GoogleAuthClient implements TokenClient {

	private static final String BEARER = "Bearer ";

	private static final URI RESOURCE = URI.create("https://api.dintero.com/v1/accounts");

	private final Map<String, OAuth2Credentials> credentials = new ConcurrentHashMap<>();

	private final TokenEndpoint endpoint;

	private final @Nullable Margins margins;

	private volatile OAuth2Credentials own;

	/**
	 * Create a client.
	 * @param endpoint where tokens come from
	 * @param margins when tokens are renewed, {@code null} for the library's defaults
	 */
	public GoogleAuthClient(TokenEndpoint endpoint, @Nullable Margins margins) {
		this.endpoint = endpoint;
		this.margins = margins;
		this.own = create();
	}

	private OAuth2Credentials create() {
		return (this.margins != null) ? new PartnerCredentials(this.endpoint, this.margins)
				: new PartnerCredentials(this.endpoint);
	}

	@Override
	public Object getToken() throws IOException {
		return this.own.getRequestMetadata(RESOURCE);
	}

	@Override
	public Object getToken(String accountId) throws IOException {
		OAuth2Credentials credentials = this.credentials.get(accountId);
		return ((credentials != null) ? credentials : this.credentials.computeIfAbsent(accountId, (id) -> create()))
			.getRequestMetadata(RESOURCE);
	}

	@Override
	public String value(Object token) {
		List<?> header = (List<?>) ((Map<?, ?>) token).get("Authorization");
		return String.valueOf((header != null) ? header.get(0) : null).substring(BEARER.length());
	}

	@Override
	public void forget() {
		this.own = create();
		this.credentials.clear();
	}

	private static final class PartnerCredentials extends OAuth2Credentials {

		private static final long serialVersionUID = 1L;

		private final transient TokenEndpoint endpoint;

		PartnerCredentials(TokenEndpoint endpoint) {
			this.endpoint = endpoint;
		}

		PartnerCredentials(TokenEndpoint endpoint, Margins margins) {
			super(null, margins.refresh(), margins.expiration());
			this.endpoint = endpoint;
		}

		@Override
		public AccessToken refreshAccessToken() throws IOException {
			TokenEndpoint.Token token = this.endpoint.request();
			return AccessToken.newBuilder()
				.setTokenValue(token.value())
				.setExpirationTime(Date.from(token.expiresAt()))
				.build();
		}

	}

}
