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

package com.dintero.auth.internal.login;

import java.util.Locale;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Determines the locale of requests that Spring MVC has not handled yet.
 */
public final class RequestLocales {

	private RequestLocales() {
	}

	public static ServletPages pages(ApplicationContext context) {
		return new ServletPages(new LoginMessages(context), locales(context));
	}

	private static Function<HttpServletRequest, Locale> locales(ApplicationContext context) {
		return (ClassUtils.isPresent("org.springframework.web.servlet.LocaleResolver", context.getClassLoader()))
				? new Resolved(context) : HttpServletRequest::getLocale;
	}

	/**
	 * Uses the application's locale resolver, as Spring MVC does.
	 */
	private record Resolved(ApplicationContext context) implements Function<HttpServletRequest, Locale> {

		@Override
		public Locale apply(HttpServletRequest request) {
			return (this.context.containsBean(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME))
					? this.context.getBean(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME, LocaleResolver.class)
						.resolveLocale(request)
					: request.getLocale();
		}

	}

}
