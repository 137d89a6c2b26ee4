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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.token.DinteroTokens;

/**
 * Attaches a token, or a registration's API key, to each request to an allowed origin,
 * unless it has an {@code Authorization} or an {@code x-api-key} header already. A
 * request that should carry a token and cannot get one fails; it is never sent without.
 * Works on any thread, without a web request.
 * <p>
 * If the answer to a token is {@code 401}, the token is renewed and the request sent once
 * more with the new one. Other requests carry the old one until then. An answer to that
 * is returned whatever it is; and so is the first one where the token is itself the
 * renewal of one that was refused a moment ago. If the new token cannot be had, the
 * request fails.
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

	private final DinteroAccountResolver accountResolver;

	/**
	 * Create an interceptor for registrations' own tokens, and for the accounts that
	 * requests name.
	 * @param attachment the rules it goes by
	 * @param tokens where tokens come from
	 */
	public DinteroClientHttpRequestInterceptor(TokenAttachment attachment, DinteroTokens tokens) {
		this(attachment, tokens, (registrationId) -> null);
	}

	/**
	 * Create an interceptor.
	 * @param attachment the rules it goes by
	 * @param tokens where tokens come from
	 * @param accountResolver what names a partner's merchants where requests do not
	 */
	public DinteroClientHttpRequestInterceptor(TokenAttachment attachment, DinteroTokens tokens,
			DinteroAccountResolver accountResolver) {
		this.attachment = attachment;
		this.tokens = tokens;
		this.accountResolver = accountResolver;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		Selection selection = select(request);
		if (selection instanceof TokenSelection tokenSelection) {
			return execute(request, body, execution, tokenSelection);
		}
		return execution.execute((selection instanceof ApiKeySelection apiKey) ? withApiKey(request, apiKey) : request,
				body);
	}

	private ClientHttpResponse execute(HttpRequest request, byte[] body, ClientHttpRequestExecution execution,
			TokenSelection selection) throws IOException {
		OAuth2AccessToken token = token(selection);
		TokenJourney journey = new TokenJourney();
		ClientHttpResponse response = execution.execute(authorized(request, token, journey), body);
		OAuth2AccessToken renewed = (journey.hasArrived()) ? renewedIfRefused(response, selection, token) : null;
		if (renewed == null) {
			return response;
		}
		response.close();
		return execution.execute(authorized(request, renewed, new TokenJourney()), body);
	}

	private @Nullable Selection select(HttpRequest request) {
		Selection selection = this.attachment.select(request.getURI(), request.getHeaders(), request.getAttributes());
		return (selection != null && selection.open())
				? this.attachment.complete(selection, this.accountResolver.resolveAccountId(selection.registrationId()))
				: selection;
	}

	private OAuth2AccessToken token(TokenSelection selection) {
		String accountId = selection.accountId();
		return (accountId != null) ? this.tokens.getToken(selection.registrationId(), accountId)
				: this.tokens.getToken(selection.registrationId());
	}

	private @Nullable OAuth2AccessToken renewedIfRefused(ClientHttpResponse response, TokenSelection selection,
			OAuth2AccessToken token) throws IOException {
		try {
			if (response.getStatusCode().value() != HttpStatus.UNAUTHORIZED.value()) {
				return null;
			}
			OAuth2AccessToken renewed = selection.replace(this.tokens, token);
			return (renewed.getTokenValue().equals(token.getTokenValue())) ? null : renewed;
		}
		catch (IOException | RuntimeException ex) {
			response.close();
			throw ex;
		}
	}

	private HttpRequest authorized(HttpRequest request, OAuth2AccessToken token, TokenJourney journey) {
		Map<String, Object> attributes = new LinkedHashMap<>(request.getAttributes());
		journey.addTo(attributes);
		return copyOf(request, (headers) -> headers.setBearerAuth(token.getTokenValue()), attributes);
	}

	private HttpRequest withApiKey(HttpRequest request, ApiKeySelection apiKey) {
		return copyOf(request, apiKey::addTo, request.getAttributes());
	}

	// Return a copy, so that an interceptor around this one that sends the request
	// again gets the token of that moment.
	private HttpRequest copyOf(HttpRequest request, Consumer<HttpHeaders> credential, Map<String, Object> attributes) {
		HttpHeaders headers = HttpHeaders.copyOf(request.getHeaders());
		credential.accept(headers);
		return new HttpRequestWrapper(request) {

			@Override
			public HttpHeaders getHeaders() {
				return headers;
			}

			@Override
			public Map<String, Object> getAttributes() {
				return attributes;
			}

		};
	}

}
