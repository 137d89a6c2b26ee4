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

package com.dintero.auth.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.DelegatingReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockRequest;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.UserFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Users sign in by way of a manager of Spring Security's, with each of the grants.
 */
@ParameterizedClass
@EnumSource(UserManagerKind.class)
class UserProviderTests {

	@AutoClose
	private final UserFixture fixture = new UserFixture();

	private final MockDintero dintero = this.fixture.dintero();

	@Parameter
	private UserManagerKind kind;

	// Spring Security counts lifetimes from the system's time
	@BeforeEach
	void setClock() {
		this.fixture.clock().jump(Duration.between(this.fixture.clock().instant(), Instant.now()));
	}

	@ParameterizedTest
	@EnumSource
	void aUserSignsInAndIsAuthorizedFromThenOn(UserGrant grant) {
		TestManager manager = this.kind.of(this.fixture, registration(grant.type()));
		Consumer<Map<String, Object>> credentials = grant.credentials(this.fixture);
		int before = this.dintero.userTokenEndpoint().requestCount();
		OAuth2AuthorizedClient authorized = manager.authorize(request("ada", credentials));
		assertThat(authorized).isNotNull();
		assertThat(authorized.getPrincipalName()).isEqualTo("ada");
		assertThat(authorized.getClientRegistration().getAuthorizationGrantType()).isEqualTo(grant.type());
		assertSame(manager.stored("ada"), authorized);
		// With credentials or without
		assertSame(manager.authorize(request("ada", credentials)), authorized);
		assertSame(manager.authorize("ada"), authorized);
		assertThat(this.dintero.userTokenEndpoint().requests()).hasSize(before + 1)
			.last()
			.extracting(MockRequest::status)
			.isEqualTo(200);
	}

	@Test
	void aRefreshTokenIsKeptWithTheAccessToken() {
		OAuth2AuthorizedClient authorized = passwordManager().authorize(request("ada", adasPassword()));
		assertThat(authorized).isNotNull();
		assertThat(authorized.getRefreshToken()).isNotNull();
		String body = this.dintero.userTokenEndpoint().requests().get(0).body();
		assertThat(body).contains("\"grant_type\":\"password\"", "\"username\":\"ada\"");
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource
	void aProviderAnswersForRegistrationsOfItsGrant(UserGrant grant, AuthorizationGrantType registered,
			boolean answers) {
		TestManager manager = this.kind.of(this.fixture, registration(registered), grant);
		OAuth2AuthorizeRequest request = request("ada", grant.credentials(this.fixture));
		int before = this.dintero.userTokenEndpoint().requestCount();
		assertThat(manager.authorize(request) != null).isEqualTo(answers);
		assertThat(this.dintero.userTokenEndpoint().requestCount() - before).isEqualTo((answers) ? 1 : 0);
	}

	// That of a second factor completes the others
	static Stream<Arguments> aProviderAnswersForRegistrationsOfItsGrant() {
		List<AuthorizationGrantType> registered = List.of(DinteroAuthorizationGrantTypes.PASSWORD,
				DinteroAuthorizationGrantTypes.PASSWORDLESS_CODE, DinteroAuthorizationGrantTypes.ACCOUNT_USER_TOKEN,
				DinteroAuthorizationGrantTypes.MFA_OOB, AuthorizationGrantType.CLIENT_CREDENTIALS);
		return Stream.of(UserGrant.values())
			.flatMap((grant) -> registered.stream()
				.map((type) -> Arguments.of(grant, type, type.equals(grant.type())
						|| (grant == UserGrant.MFA_OOB && !type.equals(AuthorizationGrantType.CLIENT_CREDENTIALS)))));
	}

	@ParameterizedTest
	@EnumSource
	void withoutCredentialsItAnswersNothing(UserGrant grant) {
		assertThat(this.kind.of(this.fixture, registration(grant.type()), grant).authorize("ada")).isNull();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void registrationsOfOthersAreLeftToOthers(UserGrant grant) {
		ClientRegistration other = PartnerFixture.registration("other", grant.type());
		OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId("other")
			.principal("ada")
			.attributes(grant.credentials(this.fixture))
			.build();
		int before = this.dintero.requests().size();
		assertThat(this.kind.of(this.fixture, other, grant).authorize(request)).isNull();
		assertThat(this.kind.of(this.fixture, other).authorize(request)).isNull();
		assertThat(this.dintero.requests()).hasSize(before);
	}

	@Test
	void aTokenThatHasExpiredIsReplacedBySigningInAgain() {
		TestManager manager = passwordManager();
		Instant now = this.fixture.clock().instant();
		manager.store(new OAuth2AuthorizedClient(registration(DinteroAuthorizationGrantTypes.PASSWORD), "ada",
				new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "old-token", now.minusSeconds(3600), now)));
		OAuth2AuthorizedClient authorized = manager.authorize(request("ada", adasPassword()));
		assertThat(authorized).isNotNull();
		assertSame(manager.stored("ada"), authorized);
		assertThat(authorized.getAccessToken().getTokenValue()).isNotEqualTo("old-token");
	}

	@Test
	void whoeverHasNotSignedInIsTold() {
		assertThatExceptionOfType(ClientAuthorizationRequiredException.class)
			.isThrownBy(() -> passwordManager().authorize("ada"))
			.satisfies((failure) -> assertThat(failure.getClientRegistrationId()).isEqualTo("dintero"));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aSecondFactorCompletesTheSignIn() {
		TestManager manager = passwordManager();
		ClientAuthorizationException failure = fail(manager,
				request("bea", DinteroUserAttributes.password("bea", UserFixture.BEAS_PASSWORD)));
		assertThat(failure.getError().getErrorCode()).isEqualTo("mfa_required");
		assertThat(manager.stored("bea")).isNull();
		DinteroMfaRequiredException required = mfaRequired(failure);
		assertThat(PartnerFixture.printed(failure)).doesNotContain(required.getMfaToken(), UserFixture.BEAS_PASSWORD);
		MfaChallenge challenge = this.fixture.clients()
			.get("dintero")
			.requestChallenge(required.getMfaToken(), MfaChannel.SMS);
		ClientAuthorizationException wrong = fail(manager,
				request("bea", DinteroUserAttributes.mfaOob(challenge, "not-the-code")));
		assertThat(wrong.getError().getErrorCode()).isEqualTo("access_denied");
		assertThat(PartnerFixture.printed(wrong)).doesNotContain("not-the-code", challenge.oobCode());
		OAuth2AuthorizedClient authorized = manager.authorize(
				request("bea", DinteroUserAttributes.mfaOob(challenge, this.dintero.lastSentCode("bea").code())));
		assertThat(authorized).isNotNull();
		assertSame(manager.stored("bea"), authorized);
	}

	@Test
	void aRefusalIsAFailureThatPrintsNothingOfTheUsers() {
		assertRefused(DinteroAuthorizationGrantTypes.PASSWORD, DinteroUserAttributes.password("ada", "wrong-one"),
				"wrong-one");
		assertRefused(DinteroAuthorizationGrantTypes.PASSWORDLESS_CODE,
				DinteroUserAttributes.passwordlessCode(PasswordlessCode.ofEmail("ada@example.com", "wrong-two")),
				"wrong-two");
		assertRefused(DinteroAuthorizationGrantTypes.ACCOUNT_USER_TOKEN,
				DinteroUserAttributes.accountUserToken("wrong-three"), "wrong-three");
		assertRefused(DinteroAuthorizationGrantTypes.MFA_OOB,
				DinteroUserAttributes.mfaOob(new MfaChallenge("wrong-four", "wrong-five", MfaChannel.SMS), "wrong-six"),
				"wrong-four", "wrong-five", "wrong-six");
	}

	private void assertRefused(AuthorizationGrantType grantType, Consumer<Map<String, Object>> credentials,
			String... secrets) {
		TestManager manager = this.kind.of(this.fixture, registration(grantType));
		OAuth2AuthorizeRequest request = request("ada", credentials);
		assertThat(request.getAttributes().toString()).doesNotContain(secrets);
		ClientAuthorizationException failure = fail(manager, request);
		assertThat(failure.getError().getErrorCode()).isEqualTo("access_denied");
		assertThat(failure.getClientRegistrationId()).isEqualTo("dintero");
		assertThat(failure).hasCauseInstanceOf(DinteroAuthorizationException.class);
		assertThat(PartnerFixture.printed(failure)).doesNotContain(secrets);
		assertThat(manager.stored("ada")).isNull();
	}

	@Test
	void aWrongPasswordTakesNothingFromWhoeverHasSignedIn() {
		TestManager manager = passwordManager();
		manager.authorize(request("ada", adasPassword()));
		this.fixture.clock().jump(Duration.ofDays(2));
		ClientAuthorizationException failure = fail(manager,
				request("ada", DinteroUserAttributes.password("ada", "wrong")));
		assertThat(failure.getError().getErrorCode()).isEqualTo("access_denied");
		assertThat(failure).hasRootCauseInstanceOf(DinteroAuthorizationException.class);
		assertThat(manager.authorize("ada")).isNotNull();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isOne();
	}

	@Test
	void whatCannotBeRightIsNotSent() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> passwordManager().authorize(request("ada", DinteroUserAttributes.password("ada", " "))));
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> this.kind.of(this.fixture, registration(DinteroAuthorizationGrantTypes.ACCOUNT_USER_TOKEN))
						.authorize(request("ada", DinteroUserAttributes.accountUserToken("a\ntoken"))))
			.withMessageNotContaining("a\ntoken");
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isZero();
	}

	@Test
	void asTheOnlyBeanTheyAreNotTakenForAWholeChain() {
		assertThat(DinteroUserAuthorizedClientProviders.all(this.fixture.registrations(), this.fixture.clients(),
				this.fixture.clock()))
			.isNotInstanceOf(DelegatingOAuth2AuthorizedClientProvider.class);
		assertThat(ReactiveDinteroUserAuthorizedClientProviders.all(this.fixture.registrations(),
				this.fixture.reactiveClients(), this.fixture.clock()))
			.isNotInstanceOf(DelegatingReactiveOAuth2AuthorizedClientProvider.class);
	}

	private TestManager passwordManager() {
		return this.kind.of(this.fixture, registration(DinteroAuthorizationGrantTypes.PASSWORD));
	}

	private ClientRegistration registration(AuthorizationGrantType grantType) {
		return DinteroClientRegistrations.of(this.fixture.registrations().get("dintero"), grantType);
	}

	private static Consumer<Map<String, Object>> adasPassword() {
		return DinteroUserAttributes.password("ada", UserFixture.ADAS_PASSWORD);
	}

	private static OAuth2AuthorizeRequest request(String principalName, Consumer<Map<String, Object>> credentials) {
		return OAuth2AuthorizeRequest.withClientRegistrationId("dintero")
			.principal(principalName)
			.attributes(credentials)
			.build();
	}

	private static ClientAuthorizationException fail(TestManager manager, OAuth2AuthorizeRequest request) {
		return catchThrowableOfType(ClientAuthorizationException.class, () -> manager.authorize(request));
	}

	private static void assertSame(@Nullable OAuth2AuthorizedClient actual, OAuth2AuthorizedClient expected) {
		assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
	}

	private static DinteroMfaRequiredException mfaRequired(ClientAuthorizationException failure) {
		assertThat(failure).hasCauseInstanceOf(DinteroMfaRequiredException.class);
		return (DinteroMfaRequiredException) failure.getCause();
	}

}
