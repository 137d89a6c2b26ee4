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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

import com.dintero.auth.http.DinteroAccountResolver;

/**
 * Asks the application's resolver, if it has one. That bean is looked up when it is
 * needed first: it may depend on a client that carries tokens.
 */
class LazyAccountResolver implements DinteroAccountResolver {

	private final SingletonSupplier<Optional<DinteroAccountResolver>> resolver;

	LazyAccountResolver(ObjectProvider<DinteroAccountResolver> resolver) {
		this.resolver = SingletonSupplier.of(() -> Optional.ofNullable(resolver.getIfAvailable()));
	}

	@Override
	public @Nullable String resolveAccountId(String registrationId) {
		DinteroAccountResolver resolver = this.resolver.obtain().orElse(null);
		return (resolver != null) ? resolver.resolveAccountId(registrationId) : null;
	}

}
