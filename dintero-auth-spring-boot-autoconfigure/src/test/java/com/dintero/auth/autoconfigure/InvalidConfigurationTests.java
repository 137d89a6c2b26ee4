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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import com.dintero.auth.autoconfigure.actuate.DinteroSanitizingAutoConfiguration;
import com.dintero.auth.autoconfigure.http.DinteroRestClientAutoConfiguration;
import com.dintero.auth.autoconfigure.http.DinteroWebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A mistake in the configuration stops the start, and what is printed says which
 * property, what was found and what to write.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidConfigurationTests {

	private static final String PREFIX = "dintero.auth.registration.dintero.";

	private static final String KEY_PREFIX = "dintero.auth.registration.checkout.";

	private static final String SECRET = "s3cr3t-that-nobody-prints";

	static Stream<Arguments> mistakes() {
		return Stream.of(mistake("no account id", PREFIX + "account-id", null, "missing or blank", "such as T12345678"),
				mistake("a blank account id", PREFIX + "account-id", " ", "missing or blank", "such as T12345678"),
				mistake("an account id off its pattern", PREFIX + "account-id", "12345678", "'12345678'",
						"such as T12345678"),
				mistake("an account id that is too long", PREFIX + "account-id", "T123456789", "'T123456789'",
						"eight or three digits"),
				mistake("an account id of another environment", PREFIX + "account-id", "X12345678", "'X12345678'",
						"'T' (test) or 'P' (production)"),
				mistake("an account id that would change the URL", PREFIX + "account-id", "T123/../..", "'T123/../..'",
						"such as T12345678"),
				mistake("an account id that nothing resolves", PREFIX + "account-id", "${NOBODY_SET_THIS}",
						"'${NOBODY_SET_THIS}'", "unresolved placeholder"),
				mistake("no client id", PREFIX + "client-id", null, "missing or blank", "the client id"),
				mistake("a blank client id", PREFIX + "client-id", "", "missing or blank", "the client id"),
				mistake("a client id with a colon", PREFIX + "client-id", "my:client", "colon", "the client id"),
				mistake("a client id with a line break", PREFIX + "client-id", "client\nid", "line break",
						"the client id"),
				mistake("a client id that nothing resolves", PREFIX + "client-id", "${NOBODY_SET_THIS}",
						"'${NOBODY_SET_THIS}'", "Set the environment variable NOBODY_SET_THIS, or set the client id"),
				mistake("no client secret", PREFIX + "client-secret", null, "missing or blank", "environment variable"),
				mistake("a blank client secret", PREFIX + "client-secret", "  ", "missing or blank",
						"environment variable"),
				mistake("a client secret that nothing resolves", PREFIX + "client-secret", "${NOBODY_SET_THIS}",
						"unresolved placeholder", "Set the environment variable NOBODY_SET_THIS, or set",
						"DINTERO_AUTH_REGISTRATION_DINTERO_CLIENTSECRET"),
				mistake("a client secret with a line break", PREFIX + "client-secret", SECRET + "\n", "line break",
						"at the end of a secret from a file"),
				mistake("a blank audience", PREFIX + "audience", " ", "missing or blank", "remove the property"),
				mistake("a base URL that is not http(s)", "dintero.auth.base-url", "ftp://api.dintero.com/v1",
						"'ftp://api.dintero.com/v1'", "such as https://api.dintero.com/v1"),
				mistake("a base URL without a scheme", "dintero.auth.base-url", "api.dintero.com/v1",
						"'api.dintero.com/v1'", "such as https://api.dintero.com/v1"),
				mistake("a base URL with a query", "dintero.auth.base-url", "https://api.dintero.com/v1?a=b",
						"'https://api.dintero.com/v1?a=b'", "without user, query and fragment"),
				mistake("a base URL with a fragment", "dintero.auth.base-url", "https://api.dintero.com/v1#a",
						"'https://api.dintero.com/v1#a'", "without user, query and fragment"),
				mistake("a base URL with a user", "dintero.auth.base-url", "https://me:" + SECRET + "@dintero.com/v1",
						"is not the http or https URL", "without user, query and fragment"),
				mistake("a base URL that is no URL", "dintero.auth.base-url", "https://api dintero com",
						"'https://api dintero com'", "such as https://api.dintero.com/v1"),
				mistake("an origin with a path", "dintero.auth.attach.origins", "https://example.com/api",
						"'dintero.auth.attach.origins[0]'", "'https://example.com/api'", "without a path"),
				mistake("an origin with a slash at its end", "dintero.auth.attach.origins", "https://example.com/",
						"'https://example.com/'", "without a path"),
				mistake("an origin with a query", "dintero.auth.attach.origins", "https://example.com?a",
						"'https://example.com?a'", "without a path"),
				mistake("an origin without a scheme", "dintero.auth.attach.origins", "example.com", "'example.com'",
						"Use the scheme, the host"),
				mistake("an origin with a wildcard", "dintero.auth.attach.origins", "https://*.dintero.com",
						"'https://*.dintero.com'", "Use the scheme, the host"),
				mistake("a connect timeout of nothing", "dintero.auth.http.connect-timeout", "0s", "'PT0S'",
						"between 1ms and 1h"),
				mistake("a negative read timeout", "dintero.auth.http.read-timeout", "-1s", "'PT-1S'",
						"between 1ms and 1h"),
				mistake("an SSL bundle that does not exist", "dintero.auth.http.ssl-bundle", "nowhere", "'nowhere'",
						"a bundle under 'spring.ssl.bundle'"),
				mistake("a read timeout too short to be one", "dintero.auth.http.read-timeout", "1ns",
						"'PT0.000000001S'", "between 1ms and 1h"),
				mistake("a read timeout without end", "dintero.auth.http.read-timeout", "200000000000d",
						"is too short or too long", "between 1ms and 1h"),
				mistake("a base URL with a port that cannot be", "dintero.auth.base-url", "http://localhost:99999/v1",
						"'http://localhost:99999/v1'", "such as https://api.dintero.com/v1"),
				mistake("an origin with a port that cannot be", "dintero.auth.attach.origins", "http://localhost:99999",
						"'http://localhost:99999'", "Use the scheme, the host"),
				mistake("a client id of which a part is not resolved", PREFIX + "client-id", "my-${NOBODY_SET_THIS}",
						"'my-${NOBODY_SET_THIS}'", "unresolved placeholder"),
				mistake("a blank exchange audience", PREFIX + "exchange.audience", " ", "missing or blank",
						"remove the property"),
				mistake("an exchange audience that nothing resolves", PREFIX + "exchange.audience",
						"${NOBODY_SET_THIS}", "'${NOBODY_SET_THIS}'", "unresolved placeholder"),
				mistake("one request at a time", "dintero.auth.http.max-requests", "1", "is too small: '1'",
						"a number of at least 2"),
				mistake("no request at a time", "dintero.auth.http.max-requests", "0", "is too small: '0'",
						"a number of at least 2"),
				mistake("a negative number of requests", "dintero.auth.http.max-requests", "-16", "is too small: '-16'",
						"a number of at least 2"),
				mistake("a negative margin", "dintero.auth.token.expiry-margin", "-1s", "'PT-1S'",
						"between 0s and 24h"),
				mistake("a margin of days", "dintero.auth.token.expiry-margin", "2d", "'PT48H'", "between 0s and 24h"),
				mistake("a deadline of nothing", "dintero.auth.retry.deadline", "0s", "'PT0S'", "between 1ms and 1h"),
				mistake("a negative deadline", "dintero.auth.retry.deadline", "-1s", "'PT-1S'", "between 1ms and 1h"),
				mistake("a deadline of hours", "dintero.auth.retry.deadline", "2h", "'PT2H'", "between 1ms and 1h"),
				// These are said by Spring Boot's own analyzers
				mistake("an exchange that is neither on nor off", PREFIX + "exchange.merchant-token", "maybe",
						"\"maybe\""),
				mistake("a number of requests that is none", "dintero.auth.http.max-requests", "many", "\"many\""),
				mistake("a number of requests beyond all numbers", "dintero.auth.http.max-requests", "99999999999",
						"\"99999999999\""),
				mistake("a deadline that is no time", "dintero.auth.retry.deadline", "soon", "\"soon\""),
				mistake("a timeout that is no time", "dintero.auth.http.read-timeout", "soon", "\"soon\""),
				mistake("primary that is neither true nor false", PREFIX + "primary", "maybe", "\"maybe\""),
				mistake("enabled that is neither true nor false", "dintero.auth.enabled", "maybe", "\"maybe\""),
				mistake("attach.enabled that is neither true nor false", "dintero.auth.attach.enabled", "maybe",
						"\"maybe\""));
	}

	private static Arguments mistake(String name, String property, String value, String... printed) {
		return Arguments.argumentSet(name, property, value, printed);
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void aMistakeStopsTheStartAndSaysWhatToWrite(String property, String value, String[] printed,
			CapturedOutput output) {
		List<String> arguments = validArguments();
		arguments.removeIf((argument) -> argument.startsWith("--" + property + "="));
		if (value != null) {
			arguments.add("--" + property + "=" + value);
		}
		assertThatException().isThrownBy(() -> start(arguments));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("Description:").contains("Action:");
		assertThat(output).contains(property).contains(printed).doesNotContain(SECRET);
	}

	@Test
	void aMisspelledRegistrationNameIsSuggested(CapturedOutput output) {
		List<String> arguments = validArguments();
		arguments.add("--dintero.auth.registration.dintreo.client-secret=" + SECRET);
		assertThatException().isThrownBy(() -> start(arguments));
		assertThat(output).contains("'dintero.auth.registration.dintreo.account-id' is missing or blank")
			.contains("If 'dintreo' is a misspelled name, correct it to one of: dintero")
			.doesNotContain(SECRET);
	}

	@Test
	void twoPrimariesStopTheStart(CapturedOutput output) {
		List<String> arguments = validArguments();
		arguments.add("--dintero.auth.registration.dintero.primary=true");
		arguments.add("--dintero.auth.registration.shop.account-id=T12345678");
		arguments.add("--dintero.auth.registration.shop.client-id=shop");
		arguments.add("--dintero.auth.registration.shop.client-secret=" + SECRET);
		arguments.add("--dintero.auth.registration.shop.primary=true");
		assertThatException().isThrownBy(() -> start(arguments));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'dintero.auth.registration' has more than one primary registration: 'dintero, shop'")
			.contains("Set 'primary' to true on one of them")
			.doesNotContain(SECRET);
	}

	static Stream<Arguments> apiKeyMistakes() {
		return Stream.of(
				mistake("no account id", KEY_PREFIX + "account-id", null, "missing or blank", "such as T12345678"),
				mistake("a blank key", KEY_PREFIX + "api-key", " ", "is blank", "or remove the property"),
				mistake("a key that nothing resolves", KEY_PREFIX + "api-key", "${NOBODY_SET_THIS}",
						"unresolved placeholder", "environment variable"),
				mistake("a key of which a part is not resolved", KEY_PREFIX + "api-key", SECRET + "${NOBODY_SET_THIS}",
						"unresolved placeholder", "environment variable"),
				mistake("a key with a line break", KEY_PREFIX + "api-key", SECRET + "\n", "line break",
						"not valid in a header"),
				mistake("a key with a space at its end", KEY_PREFIX + "api-key", SECRET + " ", "a space at either end",
						"not valid in a header"),
				mistake("a key beyond ASCII", KEY_PREFIX + "api-key", SECRET + "\u00e5", "outside ASCII",
						"not valid in a header"),
				mistake("a key and a client id", KEY_PREFIX + "client-id", "my-client",
						"cannot be combined with 'api-key'", "separate registrations"),
				mistake("a key and a client secret", KEY_PREFIX + "client-secret", SECRET,
						"cannot be combined with 'api-key'", "Remove it, or remove 'api-key'"),
				mistake("a key and an audience", KEY_PREFIX + "audience", "urn:something",
						"cannot be combined with 'api-key'", "Remove it"),
				mistake("a key and a login", KEY_PREFIX + "login.issuer-uri", "https://id.example.com",
						"login' cannot be combined with 'api-key'", "Remove it"),
				mistake("a key and an exchange", KEY_PREFIX + "exchange.audience", "urn:something",
						"exchange' cannot be combined with 'api-key'", "Remove it"));
	}

	@ParameterizedTest
	@MethodSource("apiKeyMistakes")
	void aMistakeInARegistrationWithAnApiKeyStopsTheStartAndSaysWhatToWrite(String property, String value,
			String[] printed, CapturedOutput output) {
		List<String> arguments = validApiKeyArguments();
		arguments.removeIf((argument) -> argument.startsWith("--" + property + "="));
		if (value != null) {
			arguments.add("--" + property + "=" + value);
		}
		assertThatException().isThrownBy(() -> start(arguments));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("Description:").contains("Action:");
		assertThat(output).contains("'" + KEY_PREFIX).contains(printed).doesNotContain(SECRET);
	}

	@Test
	void withAnApiKeyAloneItStarts() {
		assertThat(SpringApplication.exit(start(validApiKeyArguments()))).isZero();
	}

	@Test
	void allMistakesAreSaidAtOnce(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(List.of("--dintero.auth.registration.a.account-id=1",
				"--dintero.auth.registration.b.client-id=b", "--dintero.auth.base-url=nonsense")));
		assertThat(output).contains("dintero.auth.registration.a.account-id", "dintero.auth.registration.a.client-id",
				"dintero.auth.registration.a.client-secret", "dintero.auth.registration.b.account-id",
				"dintero.auth.registration.b.client-secret", "dintero.auth.base-url");
	}

	@Test
	void aMistakeStopsTheStartOfAnApplicationOfLazyBeansToo(CapturedOutput output) {
		List<String> arguments = validArguments();
		arguments.add("--dintero.auth.http.ssl-bundle=nowhere");
		arguments.add("--spring.main.lazy-initialization=true");
		assertThatException().isThrownBy(() -> start(arguments));
		assertThat(output).contains("dintero.auth.http.ssl-bundle");
	}

	@Test
	void aUrlThatIsNotEncryptedIsWarnedOfOnce(CapturedOutput output) {
		List<String> arguments = validArguments();
		arguments.add("--dintero.auth.base-url=http://dintero.example.com/v1");
		arguments.add("--dintero.auth.attach.origins=http://checkout.example.com,http://localhost:8080");
		assertThat(SpringApplication.exit(start(arguments))).isZero();
		assertThat(output.getOut().split("is an http URL of another machine", -1)).hasSize(3);
		assertThat(output).contains("'dintero.auth.base-url'", "'dintero.auth.attach.origins[0]'");
	}

	@Test
	void withoutAMistakeItStarts() {
		assertThat(SpringApplication.exit(start(validArguments()))).isZero();
	}

	private List<String> validArguments() {
		return new ArrayList<>(List.of("--" + PREFIX + "account-id=T12345678", "--" + PREFIX + "client-id=my-client",
				"--" + PREFIX + "client-secret=" + SECRET));
	}

	private List<String> validApiKeyArguments() {
		return new ArrayList<>(
				List.of("--" + KEY_PREFIX + "account-id=T12345678", "--" + KEY_PREFIX + "api-key=" + SECRET));
	}

	private ConfigurableApplicationContext start(List<String> arguments) {
		return new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
			.properties(Map.of("spring.main.banner-mode", "off"))
			.run(arguments.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DinteroAuthAutoConfiguration.class, DinteroRestClientAutoConfiguration.class,
			DinteroWebClientAutoConfiguration.class, DinteroSanitizingAutoConfiguration.class,
			SslAutoConfiguration.class })
	static class TestApplication {

	}

}
