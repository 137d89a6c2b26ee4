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

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.util.HtmlUtils;

/**
 * Provides the texts of the pages that users see while they sign in. The application's
 * message source takes precedence over the bundle of this package, which is in English,
 * Norwegian Bokmål and Swedish.
 */
public final class LoginMessages {

	private static final String BUNDLE = "com.dintero.auth.internal.login.messages";

	private static final Locale BOKMAL = Locale.forLanguageTag("nb");

	private static final Locale SWEDISH = Locale.forLanguageTag("sv");

	private final MessageSource application;

	private final MessageSource bundle;

	public LoginMessages(MessageSource application) {
		this.application = application;
		ResourceBundleMessageSource source = new ResourceBundleMessageSource();
		source.setBundleClassLoader(LoginMessages.class.getClassLoader());
		source.setBasename(BUNDLE);
		source.setDefaultEncoding(StandardCharsets.UTF_8.name());
		source.setFallbackToSystemLocale(false);
		this.bundle = source;
	}

	/**
	 * Returns a text with HTML special characters escaped.
	 */
	String html(Locale locale, String key, Object... arguments) {
		String text = this.application.getMessage(key, arguments, null, locale);
		// Some message sources return an unknown key itself
		if (text == null || text.equals(key)) {
			text = this.bundle.getMessage(key, arguments, shipped(locale));
		}
		return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
	}

	// A message source caches by locale, and browsers may send any locale
	private static Locale shipped(Locale locale) {
		return switch (locale.getLanguage()) {
			case "nb", "no", "nn" -> BOKMAL;
			case "sv" -> SWEDISH;
			default -> Locale.ENGLISH;
		};
	}

}
