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

import java.util.function.Consumer;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;

import com.dintero.auth.login.LoginRegistrations;
import com.dintero.auth.login.ReactiveDinteroClientRegistrationRepository;

/**
 * Adds Dintero's registrations to a reactive repository of the application's own. There
 * must be one bean of its type, so the bean stays and answers for more.
 */
class ReactiveClientRegistrationRepositoryPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<LoginRegistrations> registrations;

	ReactiveClientRegistrationRepositoryPostProcessor(ObjectProvider<LoginRegistrations> registrations) {
		this.registrations = registrations;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof ReactiveClientRegistrationRepository repository)
				|| bean instanceof ReactiveDinteroClientRegistrationRepository) {
			return bean;
		}
		ReactiveDinteroClientRegistrationRepository all = new ReactiveDinteroClientRegistrationRepository(
				this.registrations.getObject(), repository);
		return BeanInterception.of(bean, (invocation) -> invoke(invocation, all), ListedClientRegistrations.class);
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Object invoke(MethodInvocation invocation, ReactiveDinteroClientRegistrationRepository all)
			throws Throwable {
		return switch (invocation.getMethod().getName()) {
			case "findByRegistrationId" ->
				all.findByRegistrationId(BeanInterception.argument(invocation, 0, String.class));
			case "iterator" -> all.iterator();
			case "spliterator" -> all.spliterator();
			case "forEach" -> {
				all.forEach(BeanInterception.argument(invocation, 0, Consumer.class));
				yield null;
			}
			default -> invocation.proceed();
		};
	}

}
