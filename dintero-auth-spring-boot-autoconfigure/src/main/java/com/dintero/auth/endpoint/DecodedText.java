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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * A text without its escapes: those of JSON, URLs, forms, headers and HTML, however often
 * they were applied. Two texts that differ in nothing but escapes have the same decoded
 * text. It is for comparing only: backslashes are dropped, and line breaks and tabs
 * become the letters of their escapes.
 */
final class DecodedText {

	private static final Map<String, Character> ENTITIES = Map.of("quot", '"', "amp", '&', "lt", '<', "gt", '>', "apos",
			'\'');

	private static final String CONTROLS = "\b\f\n\r\t";

	private static final String LETTERS_OF_CONTROLS = "bfnrt";

	private static final int MAXIMUM_ENTITY_LENGTH = 10;

	private static final int MAXIMUM_PASSES = 10;

	private final StringBuilder text;

	// Where each character of the text comes from in the original one
	private final int[] starts;

	private final int[] ends;

	private DecodedText(StringBuilder text, int[] starts, int[] ends) {
		this.text = text;
		this.starts = starts;
		this.ends = ends;
	}

	static DecodedText of(String original) {
		int[] starts = new int[original.length()];
		int[] ends = new int[original.length()];
		Arrays.setAll(starts, (i) -> i);
		Arrays.setAll(ends, (i) -> i + 1);
		DecodedText decoded = new DecodedText(new StringBuilder(original), starts, ends);
		for (int pass = 0; pass < MAXIMUM_PASSES; pass++) {
			DecodedText next = new Pass(decoded).run();
			if (next.text.length() == decoded.text.length()) {
				return next;
			}
			decoded = next;
		}
		return decoded;
	}

	/**
	 * Replaces what decodes to the given text.
	 * @param original the text that this is of
	 * @param decoded the decoded text to look for, not empty
	 * @param replacement the replacement
	 * @return the original text with the replacements
	 */
	String replace(String original, String decoded, String replacement) {
		StringBuilder result = new StringBuilder();
		int rest = 0;
		int found = this.text.indexOf(decoded);
		while (found >= 0) {
			int last = found + decoded.length() - 1;
			if (this.starts[found] >= rest) {
				result.append(original, rest, this.starts[found]).append(replacement);
				rest = this.ends[last];
			}
			found = this.text.indexOf(decoded, last + 1);
		}
		return result.append(original, rest, original.length()).toString();
	}

	boolean contains(String decoded) {
		return this.text.indexOf(decoded) >= 0;
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

	/**
	 * Removes one level of escapes.
	 */
	private static final class Pass {

		private final DecodedText source;

		private final StringBuilder text = new StringBuilder();

		private final int[] starts;

		private final int[] ends;

		Pass(DecodedText source) {
			this.source = source;
			this.starts = new int[source.text.length()];
			this.ends = new int[source.text.length()];
		}

		DecodedText run() {
			int position = 0;
			while (position < this.source.text.length()) {
				position = switch (this.source.text.charAt(position)) {
					case '\\' -> backslash(position);
					case '%', '=' -> octets(position);
					case '&' -> entity(position);
					default -> literal(position);
				};
			}
			return new DecodedText(this.text, this.starts, this.ends);
		}

		private int backslash(int position) {
			int code = (at(position + 1) == 'u') ? number(position + 2, position + 6, 16) : -1;
			if (code >= 0) {
				return append((char) code, position, position + 6);
			}
			// With what follows it: the escape of a character is as long as itself
			return position + 1;
		}

		// Percent-encoded, or quoted-printable as headers are
		private int octets(int position) {
			ByteArrayOutputStream octets = new ByteArrayOutputStream();
			int end = position;
			for (int octet = octet(end); octet >= 0; octet = octet(end)) {
				octets.write(octet);
				end += 3;
			}
			if (end == position) {
				return literal(position);
			}
			for (char character : decode(octets.toByteArray()).toCharArray()) {
				append(character, position, end);
			}
			return end;
		}

		private static String decode(byte[] octets) {
			try {
				return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
			}
			catch (CharacterCodingException ex) {
				return new String(octets, StandardCharsets.ISO_8859_1);
			}
		}

		private int octet(int position) {
			return (at(position) == '%' || at(position) == '=') ? number(position + 1, position + 3, 16) : -1;
		}

		private int entity(int position) {
			int end = this.source.text.indexOf(";", position);
			if (end < 0 || end - position > MAXIMUM_ENTITY_LENGTH) {
				return literal(position);
			}
			int code = -1;
			if (at(position + 1) == '#') {
				boolean hex = at(position + 2) == 'x' || at(position + 2) == 'X';
				code = number(position + ((hex) ? 3 : 2), end, (hex) ? 16 : 10);
			}
			else {
				Character character = ENTITIES.get(this.source.text.substring(position + 1, end));
				code = (character != null) ? character : -1;
			}
			if (!Character.isValidCodePoint(code)) {
				return literal(position);
			}
			for (char character : Character.toChars(code)) {
				append(character, position, end + 1);
			}
			return end + 1;
		}

		private int literal(int position) {
			return append(this.source.text.charAt(position), position, position + 1);
		}

		private int append(char character, int from, int to) {
			int control = CONTROLS.indexOf(character);
			int index = this.text.length();
			this.starts[index] = this.source.starts[from];
			this.ends[index] = this.source.ends[to - 1];
			// A form's blank
			this.text
				.append((control >= 0) ? LETTERS_OF_CONTROLS.charAt(control) : (character != '+') ? character : ' ');
			return to;
		}

		private char at(int position) {
			return (position < this.source.text.length()) ? this.source.text.charAt(position) : 0;
		}

		private int number(int from, int to, int radix) {
			if (from >= to || to > this.source.text.length()) {
				return -1;
			}
			int number = 0;
			for (int i = from; i < to; i++) {
				int digit = Character.digit(this.source.text.charAt(i), radix);
				if (digit < 0) {
					return -1;
				}
				number = number * radix + digit;
			}
			return number;
		}

	}

}
