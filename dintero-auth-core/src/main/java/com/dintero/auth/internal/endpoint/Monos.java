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

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Calls as {@code Mono}s.
 */
public final class Monos {

	private Monos() {
	}

	/**
	 * Begin a call for each subscriber.
	 * @param <T> the type of the result
	 * @param registrationId the registration that the call is for
	 * @param call begins the call, which is given up when the future that it receives
	 * completes
	 * @return the result, or a {@code DinteroAuthorizationException}. To cancel the
	 * subscription gives the call up
	 */
	public static <T> Mono<T> of(String registrationId, Function<CompletableFuture<?>, CompletableFuture<T>> call) {
		return Mono.defer(() -> {
			CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
			// A copy, which the subscriber can cancel: Reactor logs a failure that comes
			// after that as an error. The thread that completes the call does not run
			// what the subscriber does with the result. The operator handle restores what
			// belongs to the subscriber, such as a trace, on the thread that calls.
			return Mono.just(end)
				.<CompletableFuture<T>>handle((given, calls) -> calls.next(call.apply(given).copy()))
				.flatMap(Mono::fromFuture)
				.doFinally((signal) -> end.complete(null))
				.publishOn(Schedulers.parallel())
				.onErrorMap((failure) -> !(failure instanceof IllegalArgumentException),
						(failure) -> Futures.forCaller(registrationId, failure));
		});
	}

}
