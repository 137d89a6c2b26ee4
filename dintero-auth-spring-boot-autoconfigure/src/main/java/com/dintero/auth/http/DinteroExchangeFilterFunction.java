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

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

import com.dintero.auth.token.ReactiveDinteroTokens;

/**
 * Attaches a token to each request to an allowed origin, unless it has an
 * {@code Authorization} header already. A request that should carry a token and cannot
 * get one fails; it is never sent without. Works without a web request, and blocks no
 * thread.
 * <p>
 * Boot's {@code WebClient.Builder} has it. To a {@code WebClient} made otherwise add the
 * bean of this type, and give that client a connector that does not follow redirects:
 * some would carry the token to another origin.
 *
 * @see DinteroClientHttpRequestInterceptor
 */
public final class DinteroExchangeFilterFunction implements ExchangeFilterFunction {

	private final TokenAttachment attachment;

	private final ReactiveDinteroTokens tokens;

	/**
	 * Create a filter.
	 * @param attachment the rules it goes by
	 * @param tokens where tokens come from
	 */
	public DinteroExchangeFilterFunction(TokenAttachment attachment, ReactiveDinteroTokens tokens) {
		this.attachment = attachment;
		this.tokens = tokens;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.defer(() -> {
			String registrationId = this.attachment.registrationFor(request.url(), request.headers(),
					request.attributes());
			return (registrationId != null)
					? this.tokens.getToken(registrationId).flatMap((token) -> next.exchange(authorized(request, token)))
					: next.exchange(request);
		});
	}

	private ClientRequest authorized(ClientRequest request, OAuth2AccessToken token) {
		return ClientRequest.from(request).headers((headers) -> headers.setBearerAuth(token.getTokenValue())).build();
	}

}
