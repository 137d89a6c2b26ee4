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
import java.io.OutputStream;

import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

/**
 * A request to an origin that gets no token. The delegate sends it, unless it names a
 * registration or was meant for Dintero: then it fails.
 */
class OtherOriginRequest extends HttpRequestWrapper implements ClientHttpRequest {

	private final ClientHttpRequest delegate;

	private final RequestAuthorizer authorizer;

	OtherOriginRequest(ClientHttpRequest delegate, RequestAuthorizer authorizer) {
		super(delegate);
		this.delegate = delegate;
		this.authorizer = authorizer;
	}

	@Override
	public OutputStream getBody() throws IOException {
		return this.delegate.getBody();
	}

	@Override
	public ClientHttpResponse execute() throws IOException {
		this.authorizer.select(getURI(), getHeaders(), getAttributes());
		return this.delegate.execute();
	}

	/**
	 * A request whose body goes to the network while it is written.
	 */
	static final class Streaming extends OtherOriginRequest implements StreamingHttpOutputMessage {

		private final StreamingHttpOutputMessage delegate;

		Streaming(ClientHttpRequest delegate, RequestAuthorizer authorizer) {
			super(delegate, authorizer);
			this.delegate = (StreamingHttpOutputMessage) delegate;
		}

		@Override
		public void setBody(Body body) {
			this.delegate.setBody(body);
		}

		@Override
		public void setBody(byte[] body) throws IOException {
			this.delegate.setBody(body);
		}

	}

}
