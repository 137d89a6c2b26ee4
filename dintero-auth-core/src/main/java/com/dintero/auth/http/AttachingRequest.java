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
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.internal.http.Hop;

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

	// Whether the token was on the request that was answered
	private boolean carried;

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
		RequestCredential credential = this.factories.credential(this.uri, headers, getAttributes());
		if (credential instanceof TokenCredential tokenCredential) {
			return sendWithToken(headers, tokenCredential);
		}
		if (credential instanceof ApiKeyCredential apiKey) {
			return send(headers, apiKey::addTo);
		}
		return send(headers, (sent) -> {
		});
	}

	private ClientHttpResponse sendWithToken(HttpHeaders headers, TokenCredential credential) throws IOException {
		OAuth2AccessToken token = credential.get(this.factories.tokens());
		ClientHttpResponse response = send(headers, (sent) -> sent.setBearerAuth(token.getTokenValue()));
		OAuth2AccessToken renewed = renewIfRejected(response, credential, token);
		if (renewed == null) {
			return response;
		}
		response.close();
		return send(headers, (sent) -> sent.setBearerAuth(renewed.getTokenValue()));
	}

	private @Nullable OAuth2AccessToken renewIfRejected(ClientHttpResponse response, TokenCredential credential,
			OAuth2AccessToken token) throws IOException {
		try {
			return (this.carried && TokenCredential.isRejection(response.getStatusCode()))
					? credential.renew(this.factories.tokens(), token, isRepeatable()) : null;
		}
		catch (IOException | RuntimeException ex) {
			response.close();
			throw ex;
		}
	}

	private boolean isRepeatable() {
		return this.body == null || this.body.repeatable();
	}

	private ClientHttpResponse send(HttpHeaders headers, Consumer<HttpHeaders> credential) throws IOException {
		boolean follows = this.requests.follows() && isRepeatable();
		Hop hop = Hop.first(this.method, this.uri);
		while (true) {
			ClientHttpResponse response = send(hop, headers, credential);
			Hop next = (follows) ? next(hop, response) : null;
			if (next == null) {
				this.carried = hop.ofOrigin();
				return response;
			}
			response.close();
			hop = next;
		}
	}

	private static @Nullable Hop next(Hop hop, ClientHttpResponse response) throws IOException {
		try {
			return hop.next(response.getStatusCode(), response.getHeaders());
		}
		catch (IOException | RuntimeException ex) {
			response.close();
			throw ex;
		}
	}

	private ClientHttpResponse send(Hop hop, HttpHeaders headers, Consumer<HttpHeaders> credential) throws IOException {
		HttpHeaders sent = HttpHeaders.copyOf(headers);
		if (hop.ofOrigin()) {
			credential.accept(sent);
		}
		else {
			Hop.CREDENTIAL_HEADERS.forEach(sent::remove);
		}
		ClientHttpRequest request = this.requests.createPlainRequest(hop.uri(), this.method);
		sent.forEach(request.getHeaders()::addAll);
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
