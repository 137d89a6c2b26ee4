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

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.http.RedirectSafeClientHttpConnector;

/**
 * Attaches a token, or a registration's API key, to each request to an allowed origin,
 * unless it has an {@code Authorization} or an {@code x-api-key} header already. A
 * request that should carry a token and cannot get one fails; it is never sent without.
 * Works without a web request, and blocks no thread.
 * <p>
 * If the answer to a token is {@code 401}, the token is renewed and the request sent once
 * more with the new one. Other requests carry the old one until then. An answer to that
 * is returned whatever it is; and so is the first one where the token is itself the
 * renewal of one that was refused a moment ago, or where the body cannot be sent again:
 * one that is a stream, or a file, or longer than 256 kB. If the new token cannot be had,
 * the request fails.
 * <p>
 * Boot's {@code WebClient.Builder} has it. To a {@code WebClient} made otherwise add the
 * bean of this type, and give that client a connector that does not follow redirects:
 * some would carry the token to another origin.
 * <p>
 * The token is put on the request below all filters. A filter that comes later does not
 * see it, and a request that it sends to another origin fails.
 *
 * @see DinteroRequestFactories
 */
public final class DinteroExchangeFilterFunction implements ExchangeFilterFunction {

	private static final String ATTACHED = DinteroExchangeFilterFunction.class.getName() + ".ATTACHED";

	private final RequestAuthorizer authorizer;

	private final ReactiveDinteroTokens tokens;

	private final Supplier<Optional<ReactiveDinteroAccountResolver>> accountResolver;

	/**
	 * Create a filter.
	 * @param registrations the registrations that requests name
	 * @param allowedOrigins the origins that may receive tokens
	 * @param tokens where tokens come from
	 * @param accountResolver what names a partner's merchants where requests do not, if
	 * there is one; it is looked up when it is first needed
	 */
	public DinteroExchangeFilterFunction(DinteroRegistrations registrations, AllowedOrigins allowedOrigins,
			ReactiveDinteroTokens tokens, Supplier<Optional<ReactiveDinteroAccountResolver>> accountResolver) {
		this.authorizer = new RequestAuthorizer(registrations, allowedOrigins);
		this.tokens = tokens;
		this.accountResolver = accountResolver;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.defer(() -> {
			RequestCredential credential = this.authorizer.select(request.url(), request.headers(),
					request.attributes());
			return (credential != null && credential.open())
					? complete(credential).flatMap((complete) -> exchange(request, complete, next))
					: exchange(request, credential, next);
		});
	}

	private Mono<RequestCredential> complete(RequestCredential open) {
		ReactiveDinteroAccountResolver resolver = this.accountResolver.get().orElse(null);
		if (resolver == null) {
			return Mono.just(open);
		}
		return resolver.resolveAccountId(open.registrationId())
			.map((accountId) -> this.authorizer.complete(open, accountId))
			.switchIfEmpty(Mono.fromSupplier(() -> this.authorizer.complete(open, null)));
	}

	private Mono<ClientResponse> exchange(ClientRequest request, @Nullable RequestCredential credential,
			ExchangeFunction next) {
		if (credential instanceof TokenCredential tokenCredential) {
			return token(tokenCredential).flatMap((token) -> new Attempt(request, tokenCredential, token, next).send());
		}
		return next.exchange((credential instanceof ApiKeyCredential apiKey) ? withApiKey(request, apiKey) : request);
	}

	private ClientRequest withApiKey(ClientRequest request, ApiKeyCredential apiKey) {
		return attaching(request, (sent) -> attach(sent, apiKey::addTo), request.body());
	}

	// Attach a credential to the request that a connector sends, when its body is written
	// or at the latest when it is committed. A later filter that copies a request keeps
	// its body, one that replaces the body keeps the rest.
	private static ClientRequest attaching(ClientRequest request, Consumer<ClientHttpRequest> attach,
			BodyInserter<?, ? super ClientHttpRequest> body) {
		Consumer<ClientHttpRequest> attaching = (sent) -> {
			if (sent.getAttributes().putIfAbsent(ATTACHED, true) == null) {
				attach.accept(sent);
			}
		};
		return ClientRequest.from(request)
			.httpRequest((sent) -> sent.beforeCommit(() -> Mono.fromRunnable(() -> attaching.accept(sent))))
			.body((sent, context) -> {
				attaching.accept(sent);
				return body.insert(sent, context);
			})
			.build();
	}

	// Whether the credential is on the request: a redirect to another origin is followed
	// without, and a later filter may have brought its own
	private boolean attach(ClientHttpRequest request, Consumer<HttpHeaders> credential) {
		HttpHeaders headers = request.getHeaders();
		if (RedirectSafeClientHttpConnector.hasLeftOrigin(request) || headers.containsHeader(HttpHeaders.AUTHORIZATION)
				|| headers.containsHeader(ApiKeyCredential.HEADER)) {
			return false;
		}
		this.authorizer.requireAllowed(request.getURI());
		credential.accept(headers);
		return true;
	}

	private Mono<OAuth2AccessToken> token(TokenCredential credential) {
		String accountId = credential.accountId();
		return (accountId != null) ? this.tokens.getToken(credential.registrationId(), accountId)
				: this.tokens.getToken(credential.registrationId());
	}

	/**
	 * A request with its token, and what follows if that is refused.
	 */
	private final class Attempt {

		private final ClientRequest request;

		private final TokenCredential credential;

		private final OAuth2AccessToken token;

		private final ExchangeFunction next;

		private final RepeatableBody body;

		// Written by the thread that sends the request, and read by the one that has its
		// answer
		private volatile boolean carried;

		private final AtomicReference<@Nullable ClientResponse> refusal = new AtomicReference<>();

		Attempt(ClientRequest request, TokenCredential credential, OAuth2AccessToken token, ExchangeFunction next) {
			this.request = request;
			this.credential = credential;
			this.token = token;
			this.next = next;
			this.body = new RepeatableBody(request.body());
		}

		// Where a refusal is empty its exchange is over, and who cancels from then on
		// does not reach the connector: it would release the response as well, or not,
		// depending on which one it is.
		Mono<ClientResponse> send() {
			return this.next.exchange(authorized(this.token, this.body.remembering()))
				.filter((response) -> !keepRefusal(response))
				.switchIfEmpty(Mono.defer(this::answerRefusal));
		}

		private boolean keepRefusal(ClientResponse response) {
			boolean refused = response.statusCode().value() == HttpStatus.UNAUTHORIZED.value() && this.carried;
			if (refused) {
				this.refusal.set(response);
			}
			return refused;
		}

		private Mono<ClientResponse> answerRefusal() {
			ClientResponse response = this.refusal.get();
			if (response == null) {
				return Mono.empty();
			}
			BodyInserter<?, ClientHttpRequest> repeating = this.body.repeating();
			if (repeating == null) {
				// At least a later request gets another token
				this.credential.reject(DinteroExchangeFilterFunction.this.tokens, this.token);
				return Mono.just(response);
			}
			return renewed(response)
				.map((renewed) -> release(response)
					.then(Mono.defer(() -> this.next.exchange(authorized(renewed, repeating)))))
				.defaultIfEmpty(Mono.just(response))
				.flatMap(Function.identity());
		}

		// Return another token than the one that was refused, or empty if there is none
		// to be had. Whoever gives up meanwhile, or gets no token, does not see the
		// response, which would keep its connection.
		private Mono<OAuth2AccessToken> renewed(ClientResponse response) {
			Mono<OAuth2AccessToken> renewed = Mono
				.defer(() -> this.credential.replace(DinteroExchangeFilterFunction.this.tokens, this.token))
				.filter((token) -> !token.getTokenValue().equals(this.token.getTokenValue()));
			return Mono.usingWhen(Mono.just(response), (held) -> renewed, (held) -> Mono.empty(),
					(held, failure) -> release(held), this::release);
		}

		// Whatever goes wrong on a connection that is not needed any more concerns nobody
		private Mono<Void> release(ClientResponse response) {
			return response.releaseBody().onErrorComplete();
		}

		private ClientRequest authorized(OAuth2AccessToken token, BodyInserter<?, ClientHttpRequest> inserter) {
			return attaching(this.request,
					(sent) -> this.carried = attach(sent, (headers) -> headers.setBearerAuth(token.getTokenValue())),
					inserter);
		}

	}

}
