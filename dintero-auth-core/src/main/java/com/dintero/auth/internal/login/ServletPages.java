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

import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Responds with pages in the user's language.
 */
public final class ServletPages {

	private final LoginMessages messages;

	private final Function<HttpServletRequest, Locale> locales;

	public ServletPages(LoginMessages messages, Function<HttpServletRequest, Locale> locales) {
		this.messages = messages;
		this.locales = locales;
	}

	public void write(HttpServletRequest request, HttpServletResponse response, Function<PageTexts, HtmlPage> pages)
			throws IOException {
		HtmlPage page = pages.apply(new PageTexts(this.messages, this.locales.apply(request)));
		response.setStatus(page.status().value());
		page.headers().forEach((name, values) -> values.forEach((value) -> response.setHeader(name, value)));
		response.getOutputStream().write(page.bytes());
	}

}
