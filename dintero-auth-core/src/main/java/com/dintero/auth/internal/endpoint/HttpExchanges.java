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

package com.dintero.auth.internal.endpoint;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests and collects the answers, in bounded time and of bounded length.
 */
final class HttpExchanges {

	/**
	 * Far more than any answer has, far less than would hurt.
	 */
	private static final int MAXIMUM_BODY_BYTES = 1024 * 1024;

	private final TokenTransport transport;

	private final Duration timeout;

	/**
	 * Send requests with a transport.
	 * @param transport the transport
	 * @param timeout how long an exchange may take, from connecting to the last byte of
	 * the answer
	 */
	HttpExchanges(TokenTransport transport, Duration timeout) {
		this.transport = transport;
		this.timeout = timeout;
	}

	/**
	 * Send a request.
	 * @param request the request
	 * @param end gives the request up when it completes, however it does
	 * @return the answer, on a thread of the transport
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // to end has no result
	CompletableFuture<TokenAnswer> send(HttpRequest request, CompletableFuture<?> end) {
		// The client's own timeout ends with the headers: a body that trickles would
		// never end. And what depends on the client's future runs in the common pool,
		// which the application may have filled: hence a future of our own, which ends
		// on the transport's executor, or on the timer's thread and so not further than
		// that.
		CompletableFuture<TokenAnswer> answer = new CompletableFuture<>();
		Future<?> timeout = this.transport.timer()
			.schedule(() -> answer.completeExceptionally(new TimeoutException()), this.timeout);
		CompletableFuture<?> exchange = sendAsync(request, answer);
		end.whenComplete((result, failure) -> answer.cancel(false));
		return answer.whenCompleteAsync((received, failure) -> {
			timeout.cancel(false);
			if (failure != null) {
				// Only then: the client may still have to give an answered exchange's
				// connection back
				exchange.cancel(true);
			}
		}, this.transport::finish);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the answer is the result, the
													// exchange what can be cancelled
	private CompletableFuture<?> sendAsync(HttpRequest request, CompletableFuture<TokenAnswer> answer) {
		CompletableFuture<HttpResponse<byte[]>> exchange = this.transport.sendAsync(request, (info) -> {
			BoundedBodySubscriber body = new BoundedBodySubscriber(MAXIMUM_BODY_BYTES);
			body.getBody().whenComplete((bytes, failure) -> {
				if (failure != null) {
					answer.completeExceptionally(failure);
				}
				else {
					answer.complete(new TokenAnswer(info.statusCode(), info.headers(), bytes));
				}
			});
			return body;
		});
		exchange.whenComplete((response, failure) -> {
			if (failure != null) {
				answer.completeExceptionally(failure);
			}
			else if (response.body() == null) {
				// The client asks for no body if a proxy wants credentials for a tunnel
				answer.complete(new TokenAnswer(response.statusCode(), response.headers(), new byte[0]));
			}
		});
		return exchange;
	}

}
