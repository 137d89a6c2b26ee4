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

package com.dintero.auth.endpoint;

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

	private static final int MAXIMUM_LENGTH = 500;

	private static final String REDACTED = "******";

	/**
	 * Where so short a secret, such as a bad password, is left out, the gaps say what it
	 * is.
	 */
	private static final int SHORT_SECRET = 6;

	private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]+");

	private final List<String> secrets;

	UntrustedText(List<String> secrets) {
		this.secrets = secrets.stream()
			.filter((secret) -> !secret.isEmpty())
			.flatMap((secret) -> Stream.of(secret, inHeader(secret), inBase64(secret)))
			.distinct()
			.toList();
	}

	String clean(String text) {
		// Once more afterwards, because a line break may have become the blank of a
		// secret
		String clean = redact(CONTROL_CHARACTERS.matcher(redact(text)).replaceAll(" "));
		return (clean.length() > MAXIMUM_LENGTH) ? clean.substring(0, MAXIMUM_LENGTH) + "…" : clean;
	}

	boolean isClean(@Nullable String text) {
		return text == null || clean(text).equals(text);
	}

	private String redact(String text) {
		String redacted = text;
		for (String secret : this.secrets) {
			redacted = redact(redacted, secret);
		}
		return redacted;
	}

	// As it is, and in any escaped form
	private String redact(String text, String secret) {
		String decodedSecret = DecodedText.of(secret).toString();
		DecodedText decoded = DecodedText.of(text);
		boolean found = !decodedSecret.isBlank() && decoded.contains(decodedSecret);
		if (secret.length() < SHORT_SECRET && (found || text.contains(secret))) {
			return REDACTED;
		}
		String redacted = (found) ? decoded.replace(text, decodedSecret, REDACTED) : text;
		return redacted.replace(secret, REDACTED);
	}

	private static String inBase64(String secret) {
		return Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
	}

	// What the HTTP client, which reads headers as ISO-8859-1, makes of a secret
	private static String inHeader(String secret) {
		return new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

}
