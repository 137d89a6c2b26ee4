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
import java.util.List;
import java.util.function.Supplier;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.function.SingletonSupplier;

/**
 * Finds the application's own bean of a type that we have a primary bean of, which stands
 * in for it and delegates to it.
 */
final class OtherBean {

	private static final String PRIMARY = OtherBean.class.getName() + ".primary";

	private OtherBean() {
	}

	/**
	 * Make ours the only primary bean of its type: with two, Spring would find none.
	 * @param beanFactory where to look
	 * @param ownName the name of our bean
	 * @param type its type
	 * @param generics the type arguments
	 */
	static void standIn(ConfigurableListableBeanFactory beanFactory, String ownName, Class<?> type,
			Class<?>... generics) {
		if (!beanFactory.containsBeanDefinition(ownName)) {
			return;
		}
		ResolvableType resolvableType = ResolvableType.forClassWithGenerics(type, generics);
		for (String name : beanFactory.getBeanNamesForType(resolvableType, true, false)) {
			if (!name.equals(ownName) && beanFactory.containsBeanDefinition(name)
					&& beanFactory.getBeanDefinition(name).isPrimary()) {
				BeanDefinition definition = beanFactory.getBeanDefinition(name);
				definition.setPrimary(false);
				definition.setAttribute(PRIMARY, true);
			}
		}
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
	static <T> Supplier<T> of(ConfigurableListableBeanFactory beanFactory, ParameterizedTypeReference<T> type,
			String ownName, Supplier<T> fallback) {
		return SingletonSupplier.of(() -> {
			List<String> others = Arrays
				.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, ResolvableType.forType(type)))
				.filter((name) -> !name.equals(ownName))
				.toList();
			List<String> primary = others.stream().filter((name) -> wasPrimary(beanFactory, name)).toList();
			List<String> candidates = (primary.isEmpty()) ? others : primary;
			return (candidates.size() == 1) ? (T) beanFactory.getBean(candidates.get(0)) : fallback.get();
		});
	}

	private static boolean wasPrimary(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name)
				&& beanFactory.getBeanDefinition(name).getAttribute(PRIMARY) != null;
	}

}
