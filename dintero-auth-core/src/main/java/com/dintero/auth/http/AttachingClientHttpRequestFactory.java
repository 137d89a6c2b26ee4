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

import java.io.IOException;
import java.net.URI;

import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes requests that carry tokens where they are allowed. Below all interceptors: the
 * URI is the one that the request goes to, and other interceptors see no token.
 */
final class AttachingClientHttpRequestFactory implements ClientHttpRequestFactory {

	private final DinteroRequestFactories factories;

	private final ClientHttpRequestFactory notFollowing;

	private final ClientHttpRequestFactory others;

	private final boolean follows;

	AttachingClientHttpRequestFactory(DinteroRequestFactories factories, ClientHttpRequestFactory notFollowing,
			ClientHttpRequestFactory others, boolean follows) {
		this.factories = factories;
		this.notFollowing = notFollowing;
		this.others = others;
		this.follows = follows;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
		if (this.factories.authorizer().allows(uri)) {
			AttachingRequest request = new AttachingRequest(this, this.factories, uri, method);
			this.factories.guard().made(request);
			return request;
		}
		ClientHttpRequest request = this.others.createRequest(uri, method);
		return (request instanceof StreamingHttpOutputMessage)
				? new OtherOriginRequest.Streaming(request, this.factories.authorizer())
				: new OtherOriginRequest(request, this.factories.authorizer());
	}

	boolean follows() {
		return this.follows;
	}

	// A request that attaches nothing
	ClientHttpRequest createPlainRequest(URI uri, HttpMethod method) throws IOException {
		return ((this.factories.authorizer().allows(uri)) ? this.notFollowing : this.others).createRequest(uri, method);
	}

}
