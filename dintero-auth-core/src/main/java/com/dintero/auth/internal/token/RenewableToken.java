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

package com.dintero.auth.internal.token;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.internal.endpoint.CallerContext;
import com.dintero.auth.internal.endpoint.Futures;

/**
 * A token for requests to Dintero that are sent again with a new token, once, if Dintero
 * does not accept it.
 */
public interface RenewableToken {

	/**
	 * Return the token.
	 * @return the token or the failure
	 */
	CompletableFuture<OAuth2AccessToken> get();

	/**
	 * Return the token that replaces a rejected one.
	 * @param rejected the token that Dintero did not accept
	 * @return another token, or the same one if another one would not help, or the
	 * failure
	 */
	CompletableFuture<OAuth2AccessToken> replace(OAuth2AccessToken rejected);

	/**
	 * Return what belongs to the thread of the caller, in which everything is sent.
	 * @return the context
	 */
	CallerContext context();

	/**
	 * Send a request.
	 * @param <T> the type of the answer
	 * @param request sends the request with the token that it receives
	 * @return the answer or the failure
	 */
	default <T> CompletableFuture<T> send(Function<OAuth2AccessToken, CompletableFuture<T>> request) {
		CallerContext context = context();
		return context.call(this::get)
			.thenCompose((token) -> context.call(() -> request.apply(token)).exceptionallyCompose((thrown) -> {
				Throwable refusal = Futures.unwrap(thrown);
				return (Futures.isUnauthorized(refusal)) ? context.call(() -> replace(token))
					.thenCompose((renewed) -> (renewed.getTokenValue().equals(token.getTokenValue()))
							? CompletableFuture.failedFuture(refusal) : context.call(() -> request.apply(renewed)))
						: CompletableFuture.failedFuture(refusal);
			}));
	}

}
