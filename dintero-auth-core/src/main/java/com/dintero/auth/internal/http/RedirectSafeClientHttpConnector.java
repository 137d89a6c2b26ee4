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

package com.dintero.auth.internal.http;

import java.net.URI;
import java.util.function.Function;

import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Follows the redirects of requests to allowed origins. A redirect carries no token to
 * another origin.
 */
public final class RedirectSafeClientHttpConnector implements ClientHttpConnector {

	private static final String LEFT_ORIGIN = RedirectSafeClientHttpConnector.class.getName() + ".LEFT_ORIGIN";

	private final AllowedOrigins allowedOrigins;

	private final ClientHttpConnector notFollowing;

	private final ClientHttpConnector others;

	/**
	 * Create a connector.
	 * @param allowedOrigins the origins that may receive tokens
	 * @param notFollowing makes requests to these; it must not follow redirects
	 * @param others makes requests to all others
	 */
	public RedirectSafeClientHttpConnector(AllowedOrigins allowedOrigins, ClientHttpConnector notFollowing,
			ClientHttpConnector others) {
		this.allowedOrigins = allowedOrigins;
		this.notFollowing = notFollowing;
		this.others = others;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return (this.allowedOrigins.contains(uri)) ? send(method, Hop.first(method, uri), requestCallback)
				: this.others.connect(method, uri, requestCallback);
	}

	// Not with then, which drops an answer unreleased if the caller has cancelled
	private Mono<ClientHttpResponse> send(HttpMethod method, Hop hop,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		ClientHttpConnector connector = (this.allowedOrigins.contains(hop.uri())) ? this.notFollowing : this.others;
		return connector
			.connect(method, hop.uri(), (hop.ofOrigin()) ? requestCallback : withoutCredentials(requestCallback))
			.flatMap((response) -> {
				Hop next = hop.next(response.getStatusCode(), response.getHeaders());
				return (next != null) ? send(method, next, requestCallback).delaySubscription(release(response))
						: Mono.just(response);
			});
	}

	private Function<ClientHttpRequest, Mono<Void>> withoutCredentials(
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return (request) -> {
			request.beforeCommit(() -> Mono.fromRunnable(() -> {
				Hop.CREDENTIAL_HEADERS.forEach(request.getHeaders()::remove);
				request.getCookies().clear();
			}));
			request.getAttributes().put(LEFT_ORIGIN, true);
			return requestCallback.apply(request);
		};
	}

	/**
	 * Whether the request follows a redirect that led to another origin.
	 * @param request the request
	 * @return {@code true} if it must not get a token
	 */
	public static boolean hasLeftOrigin(ClientHttpRequest request) {
		return request.getAttributes().containsKey(LEFT_ORIGIN);
	}

	// To its end: the JDK's connector keeps the connection of a body that is cancelled
	private Mono<Void> release(ClientHttpResponse response) {
		return response.getBody().doOnNext(DataBufferUtils::release).then();
	}

}
