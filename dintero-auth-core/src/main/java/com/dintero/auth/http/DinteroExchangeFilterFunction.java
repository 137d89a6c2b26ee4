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

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
 * If a resource answers {@code 401} to a token, the filter renews the token and sends the
 * request once more. Other requests carry the old token until then. The caller gets the
 * second answer, whatever it is. The caller gets the first answer if the token has itself
 * replaced one that was rejected a moment ago, or if the body cannot be sent again: a
 * stream, a file, or more than 256 kB. The request fails if Dintero does not issue a new
 * token.
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
			return tokenCredential.get(this.tokens)
				.flatMap((token) -> new Attempt(request, tokenCredential, token, next).send());
		}
		return next.exchange((credential instanceof ApiKeyCredential apiKey)
				? attaching(request, (sent) -> attach(sent, apiKey::addTo), request.body()) : request);
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
		if (RedirectSafeClientHttpConnector.hasLeftOrigin(request) || RequestAuthorizer.isAuthorized(headers)) {
			return false;
		}
		this.authorizer.requireAllowed(request.getURI());
		credential.accept(headers);
		return true;
	}

	/**
	 * A request with its token, and what follows if that is rejected.
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

		private volatile @Nullable ClientResponse rejection;

		Attempt(ClientRequest request, TokenCredential credential, OAuth2AccessToken token, ExchangeFunction next) {
			this.request = request;
			this.credential = credential;
			this.token = token;
			this.next = next;
			this.body = new RepeatableBody(request.body());
		}

		// The answer that rejects the token is taken out of its exchange, which is then
		// over. A cancellation does not reach the connector any more: some connectors
		// would release the answer as well, and others would not.
		Mono<ClientResponse> send() {
			return this.next.exchange(authorized(this.token, this.body.remembering()))
				.filter((response) -> !keepRejection(response))
				.switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(this.rejection).flatMap(this::sendAgain)));
		}

		private boolean keepRejection(ClientResponse response) {
			boolean rejected = this.carried && TokenCredential.isRejection(response.statusCode());
			if (rejected) {
				this.rejection = response;
			}
			return rejected;
		}

		// A caller that cancels meanwhile, or gets no token, does not see the answer,
		// which would keep its connection
		private Mono<ClientResponse> sendAgain(ClientResponse rejection) {
			return Mono
				.usingWhen(Mono.just(rejection), this::answer, (held) -> Mono.empty(), (held, failure) -> release(held),
						this::release)
				.flatMap(Function.identity());
		}

		// What the caller gets. If the caller cancels, defaultIfEmpty drops the answer,
		// and usingWhen releases it. Outside usingWhen, and instead of delaySubscription,
		// an operator that drops an answer would leave it unreleased. The operator then()
		// does so too
		private Mono<Mono<ClientResponse>> answer(ClientResponse rejection) {
			BodyInserter<?, ClientHttpRequest> body = this.body.repeating();
			return this.credential.renew(DinteroExchangeFilterFunction.this.tokens, this.token, body != null)
				.map((renewed) -> Mono
					.defer(() -> this.next.exchange(authorized(renewed, Objects.requireNonNull(body))))
					.delaySubscription(release(rejection)))
				.defaultIfEmpty(Mono.just(rejection));
		}

		// A failure of a connection that is not needed any more is ignored
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
