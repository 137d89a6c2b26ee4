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

package com.dintero.auth.login.oidc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.TestRegistrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Who a user is that has signed in.
 */
class UserServiceTests {

	private static final OAuth2User SOMEBODY_ELSE = new DefaultOAuth2User(Set.of(), Map.of("login", "eve"), "login");

	private final DinteroRegistrations registrations = new DinteroRegistrations(
			List.of(TestLogins.registration("backoffice", TestLogins.notDiscovered()),
					namedBy("partners", "preferred_username"), TestRegistrations.idle("shop", false)));

	@ParameterizedTest
	@EnumSource
	void isWhomTheIdentityServerNames(ServiceKind kind) {
		OAuth2User user = load(kind, "backoffice",
				Map.of("sub", "ada", "name", "Ada Lovelace", "groups", List.of("x")));
		assertThat(user.getName()).isEqualTo("ada");
		assertThat(user.getAttributes()).containsOnly(Map.entry("sub", "ada"), Map.entry("name", "Ada Lovelace"),
				Map.entry("groups", List.of("x")), Map.entry("authority", TestLogins.AUTHORITY));
	}

	@ParameterizedTest
	@EnumSource
	void isNamedByTheClaimThatIsConfigured(ServiceKind kind) {
		OAuth2User user = load(kind, "partners", Map.of("sub", "4711", "preferred_username", "ada"));
		assertThat(user.getName()).isEqualTo("ada");
	}

	@ParameterizedTest
	@EnumSource
	void isNamedByANumberToo(ServiceKind kind) {
		assertThat(load(kind, "backoffice", Map.of("sub", 4711)).getName()).isEqualTo("4711");
	}

	@ParameterizedTest
	@EnumSource
	void hasOneAuthorityWithTheSameAttributesThatCanBeMapped(ServiceKind kind) {
		OAuth2User user = load(kind, "backoffice", Map.of("sub", "ada", "groups", List.of("admin")));
		assertThat(user.getAuthorities()).singleElement()
			.isInstanceOfSatisfying(OAuth2UserAuthority.class, (authority) -> {
				assertThat(authority.getAuthority()).isEqualTo("OAUTH2_USER");
				assertThat(authority.getAttributes()).isEqualTo(user.getAttributes());
			});
	}

	@ParameterizedTest
	@EnumSource
	void doesNotSayOfItselfWhereItComesFrom(ServiceKind kind) {
		OAuth2User user = load(kind, "backoffice", Map.of("sub", "ada", "authority", "https://evil.example.com"));
		assertThat(user.<String>getAttribute(DinteroOAuth2UserService.AUTHORITY)).isEqualTo(TestLogins.AUTHORITY);
	}

	@ParameterizedTest
	@EnumSource
	void mayHaveClaimsThatAreNull(ServiceKind kind) {
		Map<String, @Nullable Object> claims = new LinkedHashMap<>();
		claims.put("sub", "ada");
		claims.put("email", null);
		assertThat(load(kind, "backoffice", claims).getAttributes()).containsEntry("email", null);
	}

	@ParameterizedTest
	@EnumSource
	void canBeStoredInASession(ServiceKind kind) throws Exception {
		OAuth2User user = load(kind, "backoffice", Map.of("sub", "ada", "address", Map.of("city", "Oslo")));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(user);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			assertThat(in.readObject()).isEqualTo(user)
				.isInstanceOfSatisfying(OAuth2User.class,
						(copy) -> assertThat(copy.getAttributes()).isEqualTo(user.getAttributes()));
		}
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void isNobodyIfDinteroDoesNotSayWhoItIs(ServiceKind kind, Map<String, Object> additionalParameters) {
		OAuth2AuthenticationException failure = fail(kind, request("backoffice", additionalParameters));
		assertThat(failure.getError().getErrorCode()).isEqualTo("dintero_user_info_missing");
		assertThat(failure).hasMessage("Dintero's response does not describe the user");
	}

	static Stream<Arguments> isNobodyIfDinteroDoesNotSayWhoItIs() {
		return Stream.of(ServiceKind.values())
			.flatMap((kind) -> Stream
				.<Map<String, Object>>of(Map.of(), Map.of("user_info", "ada"), Map.of("user_info", Map.of()),
						Map.of("user_info", Map.of("authority", TestLogins.AUTHORITY)),
						Map.of("user_info", Map.of("authority", TestLogins.AUTHORITY, "value", "ada")),
						Map.of("sub", "ada", "authority", TestLogins.AUTHORITY))
				.map((parameters) -> Arguments.of(kind, parameters)));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void isNobodyIfItComesFromElsewhere(ServiceKind kind, String authority) {
		OAuth2AuthenticationException failure = fail(kind, request("backoffice",
				Map.of("user_info", Map.of("authority", authority, "value", Map.of("sub", "ada")))));
		assertThat(failure.getError().getErrorCode()).isEqualTo("dintero_authority_mismatch");
		assertThat(failure).hasMessageEndingWith("Check 'login.authority'").hasMessageNotContaining("ada");
	}

	static Stream<Arguments> isNobodyIfItComesFromElsewhere() {
		return Stream.of(ServiceKind.values())
			.flatMap((kind) -> Stream
				.of("https://evil.example.com", TestLogins.AUTHORITY + "/", TestLogins.AUTHORITY + ".evil.example.com",
						"https://ID.example.com/access", "")
				.map((authority) -> Arguments.of(kind, authority)));
	}

	@ParameterizedTest
	@EnumSource
	void isNobodyIfItsAuthorityIsNotThere(ServiceKind kind) {
		OAuth2AuthenticationException failure = fail(kind,
				request("backoffice", Map.of("user_info", Map.of("value", Map.of("sub", "ada")))));
		assertThat(failure.getError().getErrorCode()).isEqualTo("dintero_authority_mismatch");
	}

	@ParameterizedTest
	@EnumSource
	void isNobodyWithoutAName(ServiceKind kind) {
		OAuth2AuthenticationException failure = fail(kind, request("partners", userInfo(Map.of("sub", "ada"))));
		assertThat(failure.getError().getErrorCode()).isEqualTo("dintero_user_name_missing");
		assertThat(failure).hasMessage("The user has no claim 'preferred_username' with a name. "
				+ "Check 'login.user-name-attribute' and 'login.scope'");
		assertThat(failure.getError().getDescription()).isEqualTo(failure.getMessage());
	}

	@ParameterizedTest
	@EnumSource
	void isNobodyIfItsNameIsNull(ServiceKind kind) {
		Map<String, @Nullable Object> claims = new LinkedHashMap<>();
		claims.put("sub", null);
		OAuth2AuthenticationException failure = fail(kind, request("backoffice", userInfo(claims)));
		assertThat(failure.getError().getErrorCode()).isEqualTo("dintero_user_name_missing");
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void isNobodyIfItsNameIsNone(ServiceKind kind, Object name) {
		OAuth2AuthenticationException failure = fail(kind, request("backoffice", userInfo(Map.of("sub", name))));
		assertThat(failure.getError().getErrorCode()).isEqualTo("dintero_user_name_missing");
	}

	static Stream<Arguments> isNobodyIfItsNameIsNone() {
		return Stream.of(ServiceKind.values())
			.flatMap((kind) -> Stream.of("", " ", true, Map.of(), Map.of("a", "b"), List.of(), List.of("ada"))
				.map((name) -> Arguments.of(kind, name)));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void usersOfOtherRegistrationsAreLeftToTheOtherService(ServiceKind kind, String registrationId) {
		assertThat(kind.load(this.registrations, request(registrationId, ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
				userInfo(Map.of("sub", "ada")))))
			.isSameAs(SOMEBODY_ELSE);
	}

	// Also of one that has the name of one of Dintero's
	static Stream<Arguments> usersOfOtherRegistrationsAreLeftToTheOtherService() {
		return Stream.of(ServiceKind.values())
			.flatMap((kind) -> Stream.of("keycloak", "backoffice").map((id) -> Arguments.of(kind, id)));
	}

	@ParameterizedTest
	@EnumSource
	void usersOfARegistrationWithoutLoginAreLeftToTheOtherService(ServiceKind kind) {
		assertThat(kind.load(this.registrations, request("shop", userInfo(Map.of("sub", "ada")))))
			.isSameAs(SOMEBODY_ELSE);
	}

	private OAuth2User load(ServiceKind kind, String registrationId, Map<String, ? extends @Nullable Object> claims) {
		return kind.load(this.registrations, request(registrationId, userInfo(claims)));
	}

	private OAuth2AuthenticationException fail(ServiceKind kind, OAuth2UserRequest request) {
		OAuth2AuthenticationException failure = catchThrowableOfType(OAuth2AuthenticationException.class,
				() -> kind.load(this.registrations, request));
		assertThat(failure).isNotNull();
		return failure;
	}

	private static Map<String, Object> userInfo(Map<String, ? extends @Nullable Object> claims) {
		return Map.of("user_info", Map.of("authority", TestLogins.AUTHORITY, "value", claims));
	}

	private static OAuth2UserRequest request(String registrationId, Map<String, Object> additionalParameters) {
		return request(registrationId, new ClientAuthenticationMethod("dintero"), additionalParameters);
	}

	private static OAuth2UserRequest request(String registrationId, ClientAuthenticationMethod method,
			Map<String, Object> additionalParameters) {
		ClientRegistration registration = ClientRegistration.withRegistrationId(registrationId)
			.clientId("client")
			.clientAuthenticationMethod(method)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.authorizationUri(TestLogins.AUTHORIZATION_URI)
			.redirectUri(TestLogins.REDIRECT_URI)
			.tokenUri("https://id.example.com/token")
			.build();
		OAuth2AccessToken token = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "the-token", Instant.EPOCH,
				Instant.EPOCH.plusSeconds(60));
		return new OAuth2UserRequest(registration, token, additionalParameters);
	}

	private static DinteroRegistration namedBy(String registrationId, String userNameAttribute) {
		Login login = TestLogins.notDiscovered();
		return TestLogins.registration(registrationId,
				new Login(login.issuer(), login.authorizationUri(), login.authority(), login.clientId(), login.scopes(),
						login.redirectUri(), userNameAttribute, login.dinteroClientId(), login.clientName(), null));
	}

	enum ServiceKind {

		BLOCKING {

			@Override
			OAuth2User load(DinteroRegistrations registrations, OAuth2UserRequest request) {
				return new DinteroOAuth2UserService(registrations, (other) -> SOMEBODY_ELSE).loadUser(request);
			}

		},

		REACTIVE {

			@Override
			OAuth2User load(DinteroRegistrations registrations, OAuth2UserRequest request) {
				return new ReactiveDinteroOAuth2UserService(registrations, (other) -> Mono.just(SOMEBODY_ELSE))
					.loadUser(request)
					.blockOptional(Duration.ofSeconds(30))
					.orElseThrow();
			}

		};

		abstract OAuth2User load(DinteroRegistrations registrations, OAuth2UserRequest request);

	}

}
