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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class UntrustedTextTests {

	private static final String SECRET = "hunter2\"top-secret/\u00e6\ud83d\udd11 + 100%\\";

	private static final String ALPHABET = "abzAZ019-._~+/=%&;#ux\\\"'<> :{}()[]\t\u00e6\u20ac";

	private static final List<UnaryOperator<String>> ESCAPES = List.of(UntrustedTextTests::json,
			(text) -> json(text).replace("/", "\\/"), (text) -> unicode(text, "%04x"), (text) -> unicode(text, "%04X"),
			UntrustedTextTests::form, (text) -> form(text).replace("+", "%20"), UntrustedTextTests::percent,
			(text) -> percent(text).toLowerCase(Locale.ROOT), (text) -> percent(text).replace('%', '='),
			UntrustedTextTests::html, (text) -> numeric(text, "&#%d;"), (text) -> numeric(text, "&#x%x;"),
			HtmlUtils::htmlEscape, (text) -> numeric(text, "\\u{%x}"), (text) -> numeric(text, "\\U%08x"),
			UntrustedTextTests::octets, (text) -> unicode(text, "%04x").replace('\\', '%'),
			(text) -> percent(text).replace("%", "\\x"));

	private static final String LEFT_OUT = "\\*{6}|\\(\\d+ characters\\)";

	static Stream<String> echoes() {
		return Stream.concat(ESCAPES.stream().map((escape) -> escape.apply(SECRET)), ESCAPES.stream()
			.flatMap((first) -> ESCAPES.stream().map((second) -> second.apply(first.apply(SECRET)))));
	}

	@ParameterizedTest
	@MethodSource("echoes")
	void anEscapedEchoIsRedacted(String echo) {
		assertThat(new UntrustedText(List.of(SECRET)).clean("Not " + echo + " here")).matches(LEFT_OUT);
	}

	@RepeatedTest(300)
	void aRandomSecretIsRedactedInAnyEscapes(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		String secret = "s3cret" + random.ints(12, 0, ALPHABET.length())
			.mapToObj(ALPHABET::charAt)
			.map(String::valueOf)
			.collect(Collectors.joining());
		String echo = secret;
		for (int i = random.nextInt(3); i >= 0; i--) {
			echo = ESCAPES.get(random.nextInt(ESCAPES.size())).apply(echo);
		}
		assertThat(new UntrustedText(List.of(secret)).clean("<" + echo + ">")).as(secret)
			.matches("<\\*{6}\\\\*>|" + LEFT_OUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bl\\xe5b\\xe6r-hemmelig\"42", "bl\\xc3\\xa5b\\xc3\\xa6r-hemmelig\\x2242",
			"bl\\u{e5}b\\u{e6}r-hemmelig\\u{22}42", "bl\\x{e5}b\\x{e6}r-hemmelig\"42",
			"bl\\U000000e5b\\U000000e6r-hemmelig\"42", "bl\\345b\\346r-hemmelig\\04242",
			"bl\\303\\245b\\303\\246r-hemmelig\"42", "bl%u00e5b%u00e6r-hemmelig%u002242",
			"bl&aring;b&aelig;r-hemmelig&quot;42", "bl&amp;aring;b&amp;aelig;r-hemmelig&amp;quot;42" })
	void anEchoInTheEscapesOfOtherLanguagesIsRedacted(String echo) {
		assertThat(new UntrustedText(List.of("bl\u00e5b\u00e6r-hemmelig\"42")).clean("<" + echo + ">"))
			.isEqualTo("******");
	}

	@Test
	void aLongTextIsLeftOut() {
		UntrustedText text = new UntrustedText(List.of("my-secret"));
		assertThat(text.clean("&".repeat(2000))).isEqualTo("&".repeat(500) + "\u2026");
		assertThat(text.clean("&".repeat(2001))).isEqualTo("(2001 characters)");
		assertThat(text.clean("my-secret".repeat(223))).isEqualTo("(2007 characters)");
	}

	@Test
	void aHeadersEncodingsAreRedacted() {
		assertThat(new UntrustedText(List.of("p\u00e6ssword")).clean("p%E6ssword =?ISO-8859-1?Q?p=E6ssword?="))
			.isEqualTo("******");
		String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
		assertThat(new UntrustedText(List.of(SECRET)).clean("=?UTF-8?B?" + base64 + "?="))
			.startsWith("=?UTF-8?B?******");
	}

	@Test
	void aSecretInTheMiddleOfAnEscapedTextIsRedacted() {
		assertThat(new UntrustedText(List.of("my\"secret")).clean(form("a=my\"secret&b"))).doesNotContain("secret");
	}

	@Test
	void theRestOfATextStaysAsItIs() {
		assertThat(new UntrustedText(List.of("my\"secret")).clean("\\u0041 %41 my\"secret &amp; 100%"))
			.isEqualTo("\\u0041 %41 ****** &amp; 100%");
	}

	@Test
	void aTextWithAnEscapedSecretIsLeftOut() {
		assertThat(new UntrustedText(List.of("my\"secret")).clean("Neither my\"secret nor my\\\"secret"))
			.isEqualTo("******");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "%", "%4", "%zz", "\\", "\\u12", "&", "&;", "&#;", "&#x;", "&#x110000;", "&#99999999;",
			"&nothing;", "%C3", "%F0%9F%94%91", "\\\\" })
	void textWithoutASecretStaysAsItIs(String text) {
		assertThat(new UntrustedText(List.of("my-secret")).clean(text)).isEqualTo(text);
	}

	@Test
	void aShortSecretLeavesNothing() {
		assertThat(new UntrustedText(List.of("a\"b")).clean("not a%22b")).isEqualTo("******");
	}

	private static String json(String text) {
		String json = JsonMapper.shared().writeValueAsString(text);
		return json.substring(1, json.length() - 1);
	}

	private static String unicode(String text, String format) {
		return text.chars().mapToObj((character) -> "\\u" + format.formatted(character)).collect(Collectors.joining());
	}

	private static String form(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String percent(String text) {
		StringBuilder encoded = new StringBuilder();
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			encoded.append("%%%02X".formatted(octet & 0xff));
		}
		return encoded.toString();
	}

	private static String octets(String text) {
		StringBuilder octal = new StringBuilder();
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			octal.append("\\%03o".formatted(octet & 0xff));
		}
		return octal.toString();
	}

	private static String html(String text) {
		return text.replace("&", "&amp;")
			.replace("\"", "&quot;")
			.replace("'", "&apos;")
			.replace("<", "&lt;")
			.replace(">", "&gt;");
	}

	private static String numeric(String text, String format) {
		return text.codePoints().mapToObj(format::formatted).collect(Collectors.joining());
	}

}
