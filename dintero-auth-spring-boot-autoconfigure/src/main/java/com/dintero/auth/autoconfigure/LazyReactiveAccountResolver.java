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

package com.dintero.auth.autoconfigure;

import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Mono;

import com.dintero.auth.http.DinteroAccountResolver;
import com.dintero.auth.http.ReactiveDinteroAccountResolver;

/**
 * Asks the application's reactive resolver, if it has one, and otherwise the blocking
 * one, on the thread that subscribes. The bean is looked up when it is needed first: it
 * may depend on a client that carries tokens.
 */
class LazyReactiveAccountResolver implements ReactiveDinteroAccountResolver {

	private final SingletonSupplier<Optional<ReactiveDinteroAccountResolver>> resolver;

	private final DinteroAccountResolver blocking;

	LazyReactiveAccountResolver(ObjectProvider<ReactiveDinteroAccountResolver> resolver,
			DinteroAccountResolver blocking) {
		this.resolver = SingletonSupplier.of(() -> Optional.ofNullable(resolver.getIfAvailable()));
		this.blocking = blocking;
	}

	@Override
	public Mono<String> resolveAccountId(String registrationId) {
		ReactiveDinteroAccountResolver resolver = this.resolver.obtain().orElse(null);
		return (resolver != null) ? resolver.resolveAccountId(registrationId)
				: Mono.fromSupplier(() -> this.blocking.resolveAccountId(registrationId));
	}

}
