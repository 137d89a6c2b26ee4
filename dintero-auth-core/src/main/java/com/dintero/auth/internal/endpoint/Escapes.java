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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.web.util.HtmlUtils;

/**
 * Removes the escapes of a text: those of JSON, programming languages, URLs, forms,
 * headers and HTML, however often they were applied. Two texts that differ in nothing but
 * escapes become the same text. The result is for comparing only: backslashes are
 * dropped, and line breaks and tabs become the letters of their escapes.
 */
final class Escapes {

	private static final String CONTROLS = "\b\f\n\r\t";

	private static final String LETTERS_OF_CONTROLS = "bfnrt";

	// Each level of JSON doubles them
	private static final String BACKSLASHES = "\\\\{1,8}";

	private static final String HEXADECIMAL = BACKSLASHES
			+ "(?:[ux]\\{\\p{XDigit}{1,6}}|u\\p{XDigit}{4}|U00\\p{XDigit}{6}|x\\p{XDigit}{2})"
			+ "|%u\\p{XDigit}{4}|[%=]\\p{XDigit}{2}";

	private static final String OCTAL = BACKSLASHES + "[0-3][0-7]{2}";

	private static final String ENTITY = "&#?\\w{1,8};";

	private static final String UTF_8_READ_AS_LATIN_1 = "[\u00c2-\u00df][\u0080-\u00bf]"
			+ "|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}";

	// No part of it repeats without a bound: the time grows with the text alone
	private static final Pattern ESCAPE = Pattern
		.compile("(%s)|(%s)|(%s)|%s".formatted(HEXADECIMAL, OCTAL, ENTITY, UTF_8_READ_AS_LATIN_1));

	private static final int MAXIMUM_PASSES = 10;

	private Escapes() {
	}

	static String remove(String text) {
		String previous = "";
		String current = text;
		for (int pass = 0; pass < MAXIMUM_PASSES && !current.equals(previous); pass++) {
			previous = current;
			current = ESCAPE.matcher(current).replaceAll((escape) -> Matcher.quoteReplacement(decode(escape)));
		}
		// The + is a form's blank
		StringBuilder plain = new StringBuilder(current.replace("\\", "").replace('+', ' '));
		for (int i = 0; i < plain.length(); i++) {
			int control = CONTROLS.indexOf(plain.charAt(i));
			if (control >= 0) {
				plain.setCharAt(i, LETTERS_OF_CONTROLS.charAt(control));
			}
		}
		return plain.toString();
	}

	private static String decode(MatchResult escape) {
		String text = escape.group();
		if (escape.group(1) != null) {
			int code = Integer.parseInt(text.replaceAll("\\P{XDigit}", ""), 16);
			return (Character.isValidCodePoint(code)) ? Character.toString(code) : text;
		}
		if (escape.group(2) != null) {
			return Character.toString(Integer.parseInt(text.replace("\\", ""), 8));
		}
		if (escape.group(3) != null) {
			return (text.equals("&apos;")) ? "'" : HtmlUtils.htmlUnescape(text);
		}
		return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

}
