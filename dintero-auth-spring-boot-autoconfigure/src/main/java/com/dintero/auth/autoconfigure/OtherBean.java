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

import java.util.Arrays;
import java.util.function.Supplier;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.function.SingletonSupplier;

/**
 * Finds the application's own bean of a type that we have a primary bean of, which stands
 * in for it and delegates to it.
 */
final class OtherBean {

	private OtherBean() {
	}

	/**
	 * Look the bean up when it is needed first.
	 * @param <T> the type
	 * @param beanFactory where to look
	 * @param type the type
	 * @param ownName the name of our bean
	 * @param fallback what Spring Security would take if there were none, or several
	 * @return gives the bean
	 */
	@SuppressWarnings("unchecked")
	static <T> Supplier<T> of(ListableBeanFactory beanFactory, ParameterizedTypeReference<T> type, String ownName,
			Supplier<T> fallback) {
		return SingletonSupplier.of(() -> {
			ResolvableType resolvableType = ResolvableType.forType(type);
			String[] others = Arrays.stream(beanFactory.getBeanNamesForType(resolvableType))
				.filter((name) -> !name.equals(ownName))
				.toArray(String[]::new);
			return (others.length == 1) ? (T) beanFactory.getBean(others[0]) : fallback.get();
		});
	}

}
