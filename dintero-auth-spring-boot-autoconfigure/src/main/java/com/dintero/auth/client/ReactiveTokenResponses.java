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

package com.dintero.auth.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import com.dintero.auth.endpoint.Failures;
import com.dintero.auth.endpoint.TokenResponse;

/**
 * Dintero's answers in Spring Security's reactive terms.
 */
final class ReactiveTokenResponses {

	private ReactiveTokenResponses() {
	}

	/**
	 * Make a call for each subscriber, which gives it up when it cancels.
	 * @param registrationId the registration's id
	 * @param call begins the call, which is given up when what it gets completes
	 * @return the answer, or a {@code DinteroAuthorizationException}
	 */
	static Mono<OAuth2AccessTokenResponse> send(String registrationId,
			Function<CompletableFuture<?>, CompletableFuture<TokenResponse>> call) {
		return Mono.defer(() -> {
			CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
			// A copy, which the subscriber can cancel: Reactor logs a failure that comes
			// after that as an error. The thread that reads the answer does not run what
			// the subscriber does with the token.
			return Mono.fromFuture(() -> call.apply(end).copy())
				.doFinally((signal) -> end.complete(null))
				.publishOn(Schedulers.parallel())
				.map(TokenResponses::of)
				.onErrorMap((failure) -> Failures.forCaller(registrationId, failure));
		});
	}

}
