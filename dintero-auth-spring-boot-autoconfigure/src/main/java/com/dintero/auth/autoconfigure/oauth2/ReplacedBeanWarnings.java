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

package com.dintero.auth.autoconfigure.oauth2;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Warns at start-up about each bean of the application that replaces one of the starter's
 * and does not support Dintero's registrations.
 */
public final class ReplacedBeanWarnings implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ReplacedBeanWarnings.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<Composite> composites;

	public ReplacedBeanWarnings(ConfigurableListableBeanFactory beanFactory, List<Composite> composites) {
		this.beanFactory = beanFactory;
		this.composites = composites;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.composites.forEach(this::check);
	}

	private void check(Composite composite) {
		for (ResolvableType type : composite.replacedBy()) {
			List<String> names = inUse(type);
			if (!names.isEmpty()) {
				warn(composite, type, names);
				return;
			}
		}
	}

	private void warn(Composite composite, ResolvableType type, List<String> names) {
		List<String> others = names.stream().filter((name) -> !composite.type().equals(type(name))).toList();
		if (others.isEmpty()) {
			return;
		}
		// A provider contains a client, which Spring Security replaces with a bean
		String where = (type.equals(composite.replacedBy().get(0)))
				? "instead, which delegates all other registrations to yours"
				: "in addition, which delegates all other registrations to the client of your bean";
		logger.warn(("Your bean '%s' does not support Dintero's registrations. Declare a bean %s: %s")
			.formatted(String.join("', '", others), where, composite.line()));
	}

	// The bean that Spring Security uses. It is not created
	private List<String> inUse(ResolvableType type) {
		List<String> names = Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false))
			.filter((name) -> !is(name, (bean) -> bean.isFallback() || !bean.isAutowireCandidate()))
			.toList();
		List<String> primary = names.stream().filter((name) -> is(name, BeanDefinition::isPrimary)).toList();
		return (primary.isEmpty()) ? names : primary;
	}

	private @Nullable Class<?> type(String name) {
		return this.beanFactory.getType(name, false);
	}

	private boolean is(String name, Predicate<BeanDefinition> test) {
		return this.beanFactory.containsBeanDefinition(name) && test.test(this.beanFactory.getBeanDefinition(name));
	}

	/**
	 * A bean of the starter that delegates all registrations but Dintero's to another
	 * bean.
	 *
	 * @param type the type of the bean
	 * @param line the code that creates the bean
	 * @param replacedBy the types of the beans that replace it. Spring Security uses the
	 * first that exists
	 */
	public record Composite(Class<?> type, String line, List<ResolvableType> replacedBy) {

	}

}
