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
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The texts of the pages, the application's and the starter's.
 */
class LoginMessagesTests {

	private static final String SIGN_IN = "dintero.auth.mfa.sign-in";

	private static final String ATTEMPTS = "dintero.auth.mfa.attempts-left";

	private final Locale systemLocale = Locale.getDefault();

	private final StaticMessageSource application = new StaticMessageSource();

	private final LoginMessages messages = new LoginMessages(this.application);

	@BeforeEach
	void setSystemLocale() {
		Locale.setDefault(Locale.GERMANY);
	}

	@AfterEach
	void restoreSystemLocale() {
		Locale.setDefault(this.systemLocale);
	}

	@ParameterizedTest
	@CsvSource({ "en,Sign in", "en-GB,Sign in", "nb,Logg inn", "nb-NO,Logg inn", "no,Logg inn", "no-NO,Logg inn",
			"nn-NO,Logg inn", "sv,Logga in", "sv-FI,Logga in", "de-DE,Sign in", "und,Sign in" })
	void theStarterSpeaksEnglishBokmalAndSwedishAndEnglishToAllOthers(String tag, String text) {
		assertThat(this.messages.html(Locale.forLanguageTag(tag), SIGN_IN)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "en,1,You have one attempt left.", "en,4,You have 4 attempts left.",
			"nb,1,Du har ett fors\u00f8k igjen.", "nb,4,Du har 4 fors\u00f8k igjen.",
			"sv,1,Du har ett f\u00f6rs\u00f6k kvar.", "sv,4,Du har 4 f\u00f6rs\u00f6k kvar." })
	void attemptsAreCountedInWords(Locale locale, int attempts, String text) {
		assertThat(this.messages.html(locale, ATTEMPTS, attempts)).isEqualTo(text);
	}

	@Test
	void theApplicationsTextComesFirst() {
		this.application.addMessage(SIGN_IN, Locale.FRENCH, "Se connecter");
		this.application.addMessage(SIGN_IN, Locale.forLanguageTag("nb"), "Inn");
		assertThat(this.messages.html(Locale.FRENCH, SIGN_IN)).isEqualTo("Se connecter");
		assertThat(this.messages.html(Locale.forLanguageTag("nb"), SIGN_IN)).isEqualTo("Inn");
		assertThat(this.messages.html(Locale.ENGLISH, SIGN_IN)).isEqualTo("Sign in");
	}

	@Test
	void anApplicationThatAnswersWithTheKeyHasNoSuchText() {
		this.application.setUseCodeAsDefaultMessage(true);
		assertThat(this.messages.html(Locale.ENGLISH, SIGN_IN)).isEqualTo("Sign in");
	}

	@Test
	void theApplicationsTextIsNotHtml() {
		this.application.addMessage(ATTEMPTS, Locale.ENGLISH, "<b>\"{0}\"</b> & that''s it");
		assertThat(this.messages.html(Locale.ENGLISH, ATTEMPTS, 3))
			.isEqualTo("&lt;b&gt;&quot;3&quot;&lt;/b&gt; &amp; that&#39;s it");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nb", "sv" })
	void everyTextIsThereInEachLanguage(String language) throws IOException {
		Map<Object, Object> english = load("");
		Map<Object, Object> other = load("_" + language);
		assertThat(other).containsOnlyKeys(english.keySet());
		assertThat(other.get("dintero.auth.language")).isEqualTo(language);
		assertThat(List.of(english, other)).allSatisfy((texts) -> assertThat(texts.values())
			.allSatisfy((text) -> assertThat(text.toString()).isNotBlank().doesNotContain("'")));
	}

	private static Map<Object, Object> load(String suffix) throws IOException {
		Properties properties = new Properties();
		ClassPathResource resource = new ClassPathResource("messages%s.properties".formatted(suffix),
				LoginMessages.class);
		try (Reader reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
			properties.load(reader);
		}
		return new TreeMap<>(properties);
	}

}
