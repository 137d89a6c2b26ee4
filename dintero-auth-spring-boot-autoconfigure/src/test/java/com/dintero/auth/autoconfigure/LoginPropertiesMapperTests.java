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

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What comes of the properties under {@code login}, and what is wrong with them.
 */
class LoginPropertiesMapperTests {

	private static final String PREFIX = "dintero.auth.registration.dintero.";

	private static final String ISSUER = "https://id.example.com/realms/staff";

	private static final String AUTHORIZATION_URI = "https://id.example.com/authorize";

	@Test
	void withoutThemNobodySignsIn() {
		assertThat(map(Map.of()).login()).isNull();
	}

	@Test
	void issuerAndClientAreEnough() {
		assertThat(login(Map.of("issuer-uri", ISSUER, "client-id", "staff")))
			.isEqualTo(new Login(URI.create(ISSUER), null, ISSUER, "staff", Set.of("openid"),
					"{baseUrl}/login/oauth2/code/{registrationId}", "sub", "my-client", "dintero", null));
	}

	@Test
	void authorizationUriAuthorityAndClientAreEnough() {
		assertThat(
				login(Map.of("authorization-uri", AUTHORIZATION_URI, "authority", "urn:staff", "client-id", "staff")))
			.isEqualTo(new Login(null, URI.create(AUTHORIZATION_URI), "urn:staff", "staff", Set.of("openid"),
					"{baseUrl}/login/oauth2/code/{registrationId}", "sub", "my-client", "dintero", null));
	}

	@Test
	void everythingCanBeSet() {
		assertThat(login(Map.ofEntries(Map.entry("issuer-uri", ISSUER),
				Map.entry("authorization-uri", AUTHORIZATION_URI), Map.entry("authority", "the authority"),
				Map.entry("client-id", "staff"), Map.entry("client-name", "The Company"),
				Map.entry("scope", "openid,profile,email"), Map.entry("redirect-uri", "https://app.example.com/back"),
				Map.entry("user-name-attribute", "preferred_username"), Map.entry("dintero-client-id", "other-client"),
				Map.entry("post-logout-redirect-uri", "{baseUrl}/bye"))))
			.isEqualTo(new Login(URI.create(ISSUER), URI.create(AUTHORIZATION_URI), "the authority", "staff",
					Set.of("openid", "profile", "email"), "https://app.example.com/back", "preferred_username",
					"other-client", "The Company", "{baseUrl}/bye"));
	}

	@Test
	void scopesAreAskedForInTheirOrder() {
		assertThat(login(Map.of("issuer-uri", ISSUER, "client-id", "staff", "scope", "z,openid,a")).scopes())
			.containsExactly("z", "openid", "a");
	}

	@Test
	void scopesCanBeLeftOutAltogether() {
		assertThat(login(Map.of("issuer-uri", ISSUER, "client-id", "staff", "scope", "")).scopes()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://id.example.com", "https://id.example.com/", "http://localhost:9000",
			"HTTPS://id.example.com/a%20b" })
	void theIssuerIsTakenAsItIs(String issuer) {
		Login login = login(Map.of("issuer-uri", issuer, "client-id", "staff"));
		assertThat(login.issuer()).hasToString(issuer);
		assertThat(login.authority()).isEqualTo(issuer);
	}

	@Test
	void theAuthorizationUriMayHaveAQuery() {
		assertThat(login(Map.of("issuer-uri", ISSUER, "authorization-uri", AUTHORIZATION_URI + "?tenant=a%20b",
				"client-id", "staff"))
			.authorizationUri()).hasToString(AUTHORIZATION_URI + "?tenant=a%20b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{baseUrl}", "{baseUrl}/{action}/oauth2/code/{registrationId}",
			"{baseScheme}://{baseHost}{basePort}{basePath}/back", "https://app.example.com/back",
			"http://localhost:8080", "HTTPS://app.example.com" })
	void redirectUrisAreUrlsOrTemplatesOfThem(String template) {
		Login login = login(Map.of("issuer-uri", ISSUER, "client-id", "staff", "redirect-uri", template,
				"post-logout-redirect-uri", template));
		assertThat(login.redirectUri()).isEqualTo(template);
		assertThat(login.postLogoutRedirectUri()).isEqualTo(template);
	}

	@ParameterizedTest
	@MethodSource
	void aMistakeIsNamedAndSaysWhatToWrite(Map<String, @Nullable String> login, String property, String description,
			String action) {
		assertThat(problems(login)).singleElement().satisfies((problem) -> {
			assertThat(problem.property()).isEqualTo(PREFIX + "login." + property);
			assertThat(problem.describe()).isEqualTo("'%slogin.%s' %s", PREFIX, property, description);
			assertThat(problem.action()).contains(action);
		});
	}

	static Stream<Arguments> aMistakeIsNamedAndSaysWhatToWrite() {
		return Stream.of(clients(), urls(), others()).flatMap((mistakes) -> mistakes);
	}

	private static Stream<Arguments> clients() {
		String action = "Set the client id at the identity provider";
		return Stream.of(mistake("client-id", null, "is missing or blank", action),
				mistake("client-id", "", "is missing or blank", action),
				mistake("client-id", "  ", "is missing or blank", action),
				mistake("client-id", "${STAFF_CLIENT}", unresolved("${STAFF_CLIENT}"),
						"Set the environment variable STAFF_CLIENT, or set the client id at the identity provider"));
	}

	private static Stream<Arguments> urls() {
		String issuer = "such as https://id.example.com";
		String endpoint = "such as https://id.example.com/authorize";
		Stream<Arguments> both = Stream
			.of("id.example.com", "/authorize", "//id.example.com", "ftp://id.example.com", "javascript:alert(1)",
					"https:id.example.com", "https:///authorize", "https://id example com", "https://id.example.com#a")
			.flatMap((url) -> Stream.of(mistake("issuer-uri", url, noUrl(url), issuer),
					mistake("authorization-uri", url, noUrl(url), endpoint)));
		return Stream.concat(both, Stream.of(mistake("issuer-uri", "", "is missing or blank", issuer),
				mistake("issuer-uri", "${ISSUER}", unresolved("${ISSUER}"), issuer),
				mistake("issuer-uri", "https://id.example.com?a=b", noUrl("https://id.example.com?a=b"), issuer),
				mistake("issuer-uri", "https://me:s3cr3t@id.example.com", "is not the URL of an identity provider",
						issuer),
				mistake("issuer-uri", "https://id example com/@", "is not the URL of an identity provider", issuer),
				mistake("authorization-uri", " ", "is missing or blank", endpoint),
				mistake("authorization-uri", "https://${HOST}/authorize", unresolved("https://${HOST}/authorize"),
						endpoint),
				mistake("authorization-uri", "https://me:s3cr3t@id.example.com/authorize",
						"is not the URL of an identity provider", endpoint)));
	}

	private static Stream<Arguments> others() {
		String template = "such as {baseUrl}/login/oauth2/code/{registrationId}";
		Stream<Arguments> redirectUris = Stream.of("redirect-uri", "post-logout-redirect-uri")
			.flatMap((name) -> Stream.of(mistake(name, "", "is missing or blank", template),
					mistake(name, "${BACK}", unresolved("${BACK}"), template),
					mistake(name, "/back", noTemplate("/back"), template),
					mistake(name, "{baseHost}/back", noTemplate("{baseHost}/back"), template),
					mistake(name, "x{baseUrl}", noTemplate("x{baseUrl}"), template),
					mistake(name, "https://", noTemplate("https://"), template),
					mistake(name, "{baseUrl}/{unknown}", noTemplate("{baseUrl}/{unknown}"), template),
					mistake(name, "javascript:alert(1)", noTemplate("javascript:alert(1)"), template)));
		String scope = "Separate scopes with commas";
		return Stream.concat(redirectUris, Stream.of(mistake("scope", "${SCOPE}", "is not a scope: '${SCOPE}'", scope),
				mistake("dintero-client-id", " ", "is missing or blank", "remove the property"),
				mistake("dintero-client-id", "${CLIENT}", unresolved("${CLIENT}"), "remove the property"),
				mistake("client-name", "", "is missing or blank", "remove the property"),
				mistake("user-name-attribute", "authority",
						"names the identity provider, which is the same for all users: 'authority'", "such as sub"),
				mistake("scope", "openid profile", "is not a scope: 'openid profile'", scope),
				mistake("scope", "openid,\"profile\"", "is not a scope: '\"profile\"'", scope),
				mistake("scope", "openid,back\\slash", "is not a scope: 'back\\slash'", scope),
				mistake("scope", "\u00e6", "is not a scope: '\u00e6'", scope),
				mistake("user-name-attribute", " ", "is missing or blank", "such as sub"),
				mistake("user-name-attribute", "${NAME}", unresolved("${NAME}"), "such as sub"),
				mistake("authority", "", "is missing or blank", "as Dintero names it in 'user_info.authority'"),
				mistake("authority", "${AUTHORITY}", unresolved("${AUTHORITY}"),
						"as Dintero names it in 'user_info.authority'")));
	}

	private static Arguments mistake(String property, @Nullable String value, String description, String action) {
		Map<String, @Nullable String> login = new LinkedHashMap<>(Map.of("issuer-uri", ISSUER, "client-id", "staff"));
		login.put(property, value);
		return Arguments.argumentSet("%s = %s".formatted(property, value), login, property, description, action);
	}

	private static String unresolved(String value) {
		return "is an unresolved placeholder: '%s'".formatted(value);
	}

	private static String noUrl(String value) {
		return "is not the URL of an identity provider: '%s'".formatted(value);
	}

	private static String noTemplate(String value) {
		return "is not a URL template: '%s'".formatted(value);
	}

	@Test
	void nobodyCanSignInNowhere() {
		assertThat(problems(Map.of("client-id", "staff"))).extracting(Problem::describe)
			.containsExactly("'%slogin.issuer-uri' is missing".formatted(PREFIX));
	}

	@Test
	void withoutAnIssuerNothingTakesThePlaceOfTheAuthority() {
		assertThat(problems(Map.of("client-id", "staff", "authorization-uri", AUTHORIZATION_URI)))
			.extracting(Problem::describe)
			.containsExactly("'%slogin.authority' is missing, and no issuer is set".formatted(PREFIX));
	}

	@Test
	void withoutAnIssuerItIsNotKnownWhereToSignOut() {
		assertThat(problems(Map.of("client-id", "staff", "authorization-uri", AUTHORIZATION_URI, "authority",
				"urn:staff", "post-logout-redirect-uri", "{baseUrl}")))
			.singleElement()
			.satisfies((problem) -> assertThat(problem.describe())
				.isEqualTo("'%slogin.post-logout-redirect-uri' needs discovery: '{baseUrl}'", PREFIX))
			.satisfies((problem) -> assertThat(problem.action()).isEqualTo("Set 'issuer-uri' too"));
	}

	@Test
	void allMistakesAreSaidAtOnce() {
		assertThat(problems(Map.of("authorization-uri", "nonsense", "scope", "a b,c d", "redirect-uri", "/back",
				"post-logout-redirect-uri", "{baseUrl}", "user-name-attribute", "")))
			.extracting((problem) -> problem.property().substring((PREFIX + "login.").length()))
			.containsExactlyInAnyOrder("authorization-uri", "authority", "post-logout-redirect-uri",
					"user-name-attribute", "redirect-uri", "scope", "scope", "client-id");
	}

	@Test
	void mistakesOfTheRegistrationAreSaidWithThem() {
		Map<String, String> properties = new HashMap<>(
				Map.of(PREFIX + "account-id", "nonsense", PREFIX + "login.client-id", ""));
		properties.put(PREFIX + "login.issuer-uri", ISSUER);
		assertThat(problemsOf(properties)).extracting(Problem::property)
			.containsExactlyInAnyOrder(PREFIX + "account-id", PREFIX + "client-id", PREFIX + "client-secret",
					PREFIX + "login.client-id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "merchant-token=false", "audience=urn:merchants" })
	void anExchangeOfWhoIsNoPartnerIsAMistake(String exchange) {
		Map<String, String> properties = valid();
		properties.put(PREFIX + "account-id", "T12345678");
		properties.put(PREFIX + "exchange." + exchange.substring(0, exchange.indexOf('=')),
				exchange.substring(exchange.indexOf('=') + 1));
		assertThat(problemsOf(properties)).singleElement()
			.satisfies((problem) -> assertThat(problem.describe()).isEqualTo(
					"'dintero.auth.registration.dintero.exchange' is for partners, whose account ids end in five zeros"))
			.satisfies((problem) -> assertThat(problem.action()).isEqualTo("Remove it, or correct the account id"));
	}

	@Test
	void anExchangeThatSaysNothingNewIsNone() {
		Map<String, String> properties = valid();
		properties.put(PREFIX + "account-id", "T12345678");
		properties.put(PREFIX + "exchange.merchant-token", "true");
		assertThat(mapAll(properties).exchange().merchantToken()).isTrue();
	}

	@Test
	void anExchangeWithAnAccountIdThatIsNoneIsNoSecondMistake() {
		Map<String, String> properties = valid();
		properties.put(PREFIX + "account-id", "nonsense");
		properties.put(PREFIX + "exchange.merchant-token", "false");
		assertThat(problemsOf(properties)).extracting(Problem::property).containsExactly(PREFIX + "account-id");
	}

	private Login login(Map<String, String> login) {
		Login mapped = map(login).login();
		assertThat(mapped).isNotNull();
		return mapped;
	}

	private DinteroRegistration map(Map<String, ? extends @Nullable String> login) {
		Map<String, String> properties = valid();
		login.forEach((name, value) -> {
			if (value != null) {
				properties.put(PREFIX + "login." + name, value);
			}
		});
		return mapAll(properties);
	}

	private static Map<String, String> valid() {
		return new HashMap<>(Map.of(PREFIX + "account-id", "T11200000", PREFIX + "client-id", "my-client",
				PREFIX + "client-secret", "my-secret"));
	}

	private static DinteroRegistration mapAll(Map<String, String> properties) {
		DinteroAuthProperties bound = new Binder(new MapConfigurationPropertySource(properties))
			.bind("dintero.auth", DinteroAuthProperties.class)
			.get();
		return new DinteroAuthPropertiesMapper(bound).map().registrations().getDefault();
	}

	private List<Problem> problems(Map<String, ? extends @Nullable String> login) {
		return problems(() -> map(login));
	}

	private static List<Problem> problemsOf(Map<String, String> properties) {
		return problems(() -> mapAll(properties));
	}

	private static List<Problem> problems(ThrowingCallable mapping) {
		InvalidDinteroPropertiesException failure = catchThrowableOfType(InvalidDinteroPropertiesException.class,
				mapping);
		assertThat(failure).isNotNull();
		assertThat(failure).hasMessageNotContaining("s3cr3t").hasMessageNotContaining("my-secret");
		return failure.getProblems();
	}

}
