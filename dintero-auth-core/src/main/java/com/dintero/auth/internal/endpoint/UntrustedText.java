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

package com.dintero.auth.internal.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Makes text of an answer fit to be printed: without the secrets of the request, which a
 * gateway may have repeated, without line breaks that would forge a log, and short.
 */
class UntrustedText {

	/**
	 * No message is longer. A part of it could hold a part of a secret.
	 */
	private static final int MAXIMUM_READ = 2000;

	private static final int MAXIMUM_LENGTH = 500;

	private static final String REDACTED = "******";

	/**
	 * Where so short a secret, such as a bad password, is left out, the gaps say what it
	 * is.
	 */
	private static final int SHORT_SECRET = 6;

	private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]+");

	private final List<String> secrets;

	private final List<String> unescapedSecrets;

	UntrustedText(List<String> secrets) {
		this.secrets = secrets.stream()
			.filter((secret) -> !secret.isEmpty() && secret.length() <= MAXIMUM_READ)
			.flatMap((secret) -> Stream.of(secret, inHeader(secret), inBase64(secret)))
			.distinct()
			.toList();
		this.unescapedSecrets = this.secrets.stream()
			.map(Escapes::remove)
			.filter((secret) -> !secret.isBlank())
			.distinct()
			.toList();
	}

	String clean(String text) {
		if (text.length() > MAXIMUM_READ) {
			return "(%d characters)".formatted(text.length());
		}
		// Once more afterwards, because a line break may have become the blank of a
		// secret
		String clean = redact(CONTROL_CHARACTERS.matcher(redact(text)).replaceAll(" "));
		return (clean.length() > MAXIMUM_LENGTH) ? clean.substring(0, MAXIMUM_LENGTH) + "…" : clean;
	}

	boolean isClean(@Nullable String text) {
		return text == null || clean(text).equals(text);
	}

	// A text with an escaped secret is left out as a whole
	private String redact(String text) {
		String redacted = text;
		for (String secret : this.secrets) {
			if (secret.length() < SHORT_SECRET && text.contains(secret)) {
				return REDACTED;
			}
			redacted = redacted.replace(secret, REDACTED);
		}
		String unescaped = Escapes.remove(redacted);
		return (this.unescapedSecrets.stream().anyMatch(unescaped::contains)) ? REDACTED : redacted;
	}

	private static String inBase64(String secret) {
		return Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
	}

	// What the HTTP client, which reads headers as ISO-8859-1, makes of a secret
	private static String inHeader(String secret) {
		return new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

}
