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

import java.lang.reflect.Modifier;
import java.util.Arrays;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.ClassUtils;

/**
 * Puts something in front of the application's own beans. They stay what they are, also
 * for those who ask for their class: a wrapper would not.
 */
final class BeanInterception {

	private BeanInterception() {
	}

	/**
	 * Make a proxy.
	 * @param bean the bean
	 * @param interceptor what is in front of it
	 * @param interfaces what it implements beside its own interfaces
	 * @return the proxy, of the bean's class if that can be extended
	 */
	static Object of(Object bean, MethodInterceptor interceptor, Class<?>... interfaces) {
		ProxyFactory factory = new ProxyFactory();
		factory.setTarget(bean);
		// First, and without those that they extend: whoever looks for a type argument
		// takes the first interface that may have it
		for (Class<?> type : interfaces) {
			factory.addInterface(type);
		}
		for (Class<?> type : ClassUtils.getAllInterfaces(bean)) {
			if (Arrays.stream(interfaces).noneMatch(type::isAssignableFrom)) {
				factory.addInterface(type);
			}
		}
		factory.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
		factory.addAdvice(interceptor);
		return factory.getProxy(bean.getClass().getClassLoader());
	}

	/**
	 * Return an argument of a call.
	 * @param <T> its type
	 * @param invocation the call
	 * @param index which argument, from 0
	 * @param type its type
	 * @return the argument, as the caller gave it
	 */
	@SuppressWarnings("NullAway") // the method that is called says what may be null
	static <T> T argument(MethodInvocation invocation, int index, Class<T> type) {
		return type.cast(invocation.getArguments()[index]);
	}

}
