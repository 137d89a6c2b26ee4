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
import org.springframework.http.HttpStatus;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.internal.http.Redirect;

/**
 * A request to an allowed origin. It gets its token when it is sent, and neither its
 * headers nor the application's interceptors see it. The body is handed on as it is: what
 * is a stream remains one, and is sent once.
 */
final class AttachingRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

	private final AttachingClientHttpRequestFactory requests;

	private final DinteroRequestFactories factories;

	private final URI uri;

	private final HttpMethod method;

	private @Nullable Body body;

	AttachingRequest(AttachingClientHttpRequestFactory requests, DinteroRequestFactories factories, URI uri,
			HttpMethod method) {
		this.requests = requests;
		this.factories = factories;
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
	public void setBody(Body body) {
		assertNotExecuted();
		this.body = body;
	}

	@Override
	protected OutputStream getBodyInternal(HttpHeaders headers) {
		if (this.body instanceof WrittenBody written) {
			return written.bytes;
		}
		WrittenBody written = new WrittenBody();
		this.body = written;
		return written.bytes;
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
		this.factories.guard().sent();
		RequestCredential credential = this.factories.authorizer().select(this.uri, headers, getAttributes());
		if (credential == null) {
			return send(headers).response();
		}
		credential = this.factories.complete(credential);
		if (credential instanceof TokenCredential tokenCredential) {
			return send(headers, tokenCredential);
		}
		HttpHeaders withKey = HttpHeaders.copyOf(headers);
		((ApiKeyCredential) credential).addTo(withKey);
		return send(withKey).response();
	}

	private ClientHttpResponse send(HttpHeaders headers, TokenCredential credential) throws IOException {
		OAuth2AccessToken token = this.factories.token(credential);
		Answer answer = send(headers, token);
		OAuth2AccessToken renewed = (answer.isOfOrigin()) ? renewedIfRefused(answer.response(), credential, token)
				: null;
		if (renewed == null) {
			return answer.response();
		}
		answer.response().close();
		return send(headers, renewed).response();
	}

	private @Nullable OAuth2AccessToken renewedIfRefused(ClientHttpResponse response, TokenCredential credential,
			OAuth2AccessToken token) throws IOException {
		try {
			if (response.getStatusCode().value() != HttpStatus.UNAUTHORIZED.value()) {
				return null;
			}
			if (!isRepeatable()) {
				// At least a later request gets another token
				credential.reject(this.factories.tokens(), token);
				return null;
			}
			OAuth2AccessToken renewed = credential.replace(this.factories.tokens(), token);
			return (renewed.getTokenValue().equals(token.getTokenValue())) ? null : renewed;
		}
		catch (IOException | RuntimeException ex) {
			response.close();
			throw ex;
		}
	}

	private boolean isRepeatable() {
		return this.body == null || this.body.repeatable();
	}

	private Answer send(HttpHeaders headers, OAuth2AccessToken token) throws IOException {
		HttpHeaders authorized = HttpHeaders.copyOf(headers);
		authorized.setBearerAuth(token.getTokenValue());
		return send(authorized);
	}

	private Answer send(HttpHeaders headers) throws IOException {
		HttpHeaders hopHeaders = headers;
		URI hopUri = this.uri;
		boolean ofOrigin = true;
		boolean follows = this.requests.follows(this.method) && isRepeatable();
		for (int hop = 0;; hop++) {
			ClientHttpResponse response = sendOnce(hopUri, hopHeaders);
			Redirect redirect = (follows && hop < Redirect.MAXIMUM_HOPS) ? redirect(hopUri, response) : null;
			if (redirect == null) {
				return new Answer(response, ofOrigin);
			}
			response.close();
			hopUri = redirect.location();
			if (!redirect.sameOrigin()) {
				ofOrigin = false;
				hopHeaders = HttpHeaders.copyOf(hopHeaders);
				Redirect.CREDENTIAL_HEADERS.forEach(hopHeaders::remove);
			}
		}
	}

	private static @Nullable Redirect redirect(URI uri, ClientHttpResponse response) throws IOException {
		try {
			return Redirect.of(uri, response.getStatusCode().value(), response.getHeaders());
		}
		catch (IOException | RuntimeException ex) {
			response.close();
			throw ex;
		}
	}

	private ClientHttpResponse sendOnce(URI hopUri, HttpHeaders hopHeaders) throws IOException {
		ClientHttpRequest request = this.requests.createPlainRequest(hopUri, this.method);
		hopHeaders.forEach((name, values) -> request.getHeaders().addAll(name, values));
		request.getAttributes().putAll(getAttributes());
		if (this.body != null) {
			if (request instanceof StreamingHttpOutputMessage streaming) {
				streaming.setBody(this.body);
			}
			else {
				this.body.writeTo(request.getBody());
			}
		}
		return request.execute();
	}

	/**
	 * The answer to a request.
	 *
	 * @param response the answer
	 * @param isOfOrigin whether no redirect has led to another origin
	 */
	private record Answer(ClientHttpResponse response, boolean isOfOrigin) {

	}

	/**
	 * What was written to {@link #getBody()}, which Spring's own requests hold in memory
	 * as well.
	 */
	private static final class WrittenBody implements Body {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		@Override
		public void writeTo(OutputStream outputStream) throws IOException {
			this.bytes.writeTo(outputStream);
		}

		@Override
		public boolean repeatable() {
			return true;
		}

	}

}
