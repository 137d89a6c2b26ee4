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

package com.dintero.auth.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sees to it that a redirect does not carry a token to another origin, as the JDK's HTTP
 * client on Java 17 would. For the origins that may receive tokens it follows redirects
 * itself, those of {@code GET} and {@code HEAD} only, and drops credentials where the
 * origin changes; for all others requests are made as ever.
 */
public final class RedirectSafeClientHttpRequestFactory implements ClientHttpRequestFactory {

	private final AllowedOrigins allowedOrigins;

	private final ClientHttpRequestFactory notFollowing;

	private final ClientHttpRequestFactory others;

	/**
	 * Create a factory.
	 * @param allowedOrigins the origins that may receive tokens
	 * @param notFollowing makes requests to these; it must not follow redirects
	 * @param others makes requests to all others
	 */
	public RedirectSafeClientHttpRequestFactory(AllowedOrigins allowedOrigins, ClientHttpRequestFactory notFollowing,
			ClientHttpRequestFactory others) {
		this.allowedOrigins = allowedOrigins;
		this.notFollowing = notFollowing;
		this.others = others;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
		if (!this.allowedOrigins.contains(uri)) {
			return this.others.createRequest(uri, method);
		}
		return (Redirect.isFollowable(method)) ? new FollowingRequest(uri, method)
				: this.notFollowing.createRequest(uri, method);
	}

	private final class FollowingRequest extends AbstractClientHttpRequest {

		private final URI uri;

		private final HttpMethod method;

		private final ByteArrayOutputStream body = new ByteArrayOutputStream();

		FollowingRequest(URI uri, HttpMethod method) {
			this.uri = uri;
			this.method = method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		protected OutputStream getBodyInternal(HttpHeaders headers) {
			return this.body;
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
			HttpHeaders hopHeaders = new HttpHeaders();
			hopHeaders.putAll(headers);
			URI hopUri = this.uri;
			for (int hop = 0;; hop++) {
				ClientHttpResponse response = execute(hopUri, hopHeaders);
				Redirect redirect = (hop < Redirect.MAXIMUM_HOPS) ? redirect(hopUri, response) : null;
				if (redirect == null) {
					return response;
				}
				response.close();
				hopUri = redirect.location();
				if (!redirect.sameOrigin()) {
					Redirect.CREDENTIAL_HEADERS.forEach(hopHeaders::remove);
					TokenJourney.lose(getAttributes());
				}
			}
		}

		private @Nullable Redirect redirect(URI hopUri, ClientHttpResponse response) throws IOException {
			try {
				return Redirect.of(hopUri, response.getStatusCode().value(), response.getHeaders());
			}
			catch (IOException | RuntimeException ex) {
				response.close();
				throw ex;
			}
		}

		private ClientHttpResponse execute(URI hopUri, HttpHeaders hopHeaders) throws IOException {
			ClientHttpRequestFactory factory = RedirectSafeClientHttpRequestFactory.this.allowedOrigins.contains(hopUri)
					? RedirectSafeClientHttpRequestFactory.this.notFollowing
					: RedirectSafeClientHttpRequestFactory.this.others;
			ClientHttpRequest request = factory.createRequest(hopUri, this.method);
			request.getHeaders().putAll(hopHeaders);
			request.getAttributes().putAll(getAttributes());
			if (this.body.size() > 0) {
				this.body.writeTo(request.getBody());
			}
			return request.execute();
		}

	}

}
