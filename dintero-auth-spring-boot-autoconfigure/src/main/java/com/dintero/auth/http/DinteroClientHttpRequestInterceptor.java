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

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

import com.dintero.auth.token.DinteroTokens;

/**
 * Attaches a token to each request to an allowed origin, unless it has an
 * {@code Authorization} header already. A request that should carry a token and cannot
 * get one fails; it is never sent without. Works on any thread, without a web request.
 * <p>
 * Boot's {@code RestClient.Builder} has it. To a {@code RestClient} or
 * {@code RestTemplate} made otherwise add the bean of this type, and give that client a
 * request factory that does not follow redirects: some would carry the token to another
 * origin.
 *
 * @see DinteroExchangeFilterFunction
 */
public final class DinteroClientHttpRequestInterceptor implements ClientHttpRequestInterceptor {

	private final TokenAttachment attachment;

	private final DinteroTokens tokens;

	/**
	 * Create an interceptor.
	 * @param attachment the rules it goes by
	 * @param tokens where tokens come from
	 */
	public DinteroClientHttpRequestInterceptor(TokenAttachment attachment, DinteroTokens tokens) {
		this.attachment = attachment;
		this.tokens = tokens;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		String registrationId = this.attachment.registrationFor(request.getURI(), request.getHeaders(),
				request.getAttributes());
		return execution.execute((registrationId != null) ? authorized(request, registrationId) : request, body);
	}

	// Return a copy, so that an interceptor around this one that sends the request
	// again gets the token of that moment.
	private HttpRequest authorized(HttpRequest request, String registrationId) {
		HttpHeaders headers = new HttpHeaders();
		headers.putAll(request.getHeaders());
		headers.setBearerAuth(this.tokens.getToken(registrationId).getTokenValue());
		return new HttpRequestWrapper(request) {

			@Override
			public HttpHeaders getHeaders() {
				return headers;
			}

		};
	}

}
