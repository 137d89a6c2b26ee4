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

package com.dintero.auth.oauth2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When our providers send a user to sign in again.
 */
class LoginExpiryTests {

	private static final Duration A_MILLISECOND = Duration.ofMillis(1);

	@AutoClose
	private final LoginFixture fixture = new LoginFixture();

	@ParameterizedTest
	@EnumSource
	void withoutATokenTheUserIsSentToSignIn(LoginClientKind kind) {
		assertSentToSignIn(kind, context(AuthorizationGrantType.AUTHORIZATION_CODE, null));
	}

	@ParameterizedTest
	@EnumSource
	void aTokenThatIsValidGoesOnToBeUsed(LoginClientKind kind) {
		assertLeftAlone(kind, context(AuthorizationGrantType.AUTHORIZATION_CODE, issuedNow(Duration.ofHours(24))));
	}

	@ParameterizedTest(name = "{0}: {1} before the end of {2}")
	@MethodSource
	void theUserIsSentToSignInALittleBeforeTheTokenExpires(LoginClientKind kind, Duration margin, Duration lifetime) {
		OAuth2AuthorizationContext context = context(AuthorizationGrantType.AUTHORIZATION_CODE, issuedNow(lifetime));
		this.fixture.clock().move(lifetime.minus(margin).minus(A_MILLISECOND));
		assertLeftAlone(kind, context);
		this.fixture.clock().move(A_MILLISECOND);
		assertSentToSignIn(kind, context);
		this.fixture.clock().move(lifetime);
		assertSentToSignIn(kind, context);
	}

	// 60 seconds, or a tenth
	static Stream<Arguments> theUserIsSentToSignInALittleBeforeTheTokenExpires() {
		return Stream.of(LoginClientKind.values())
			.flatMap((kind) -> Stream.of(Arguments.of(kind, Duration.ofSeconds(60), Duration.ofHours(24)),
					Arguments.of(kind, Duration.ofSeconds(60), Duration.ofMinutes(11)),
					Arguments.of(kind, Duration.ofSeconds(60), Duration.ofMinutes(10)),
					Arguments.of(kind, Duration.ofSeconds(54), Duration.ofMinutes(9)),
					Arguments.of(kind, Duration.ofSeconds(6), Duration.ofMinutes(1)),
					Arguments.of(kind, Duration.ofMillis(100), Duration.ofSeconds(1))));
	}

	@ParameterizedTest
	@EnumSource
	void aTokenThatDoesNotExpireGoesOnToBeUsed(LoginClientKind kind) {
		OAuth2AccessToken eternal = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "the-token", null, null);
		assertLeftAlone(kind, context(AuthorizationGrantType.AUTHORIZATION_CODE, eternal));
	}

	@ParameterizedTest
	@EnumSource
	void usersOfOtherRegistrationsAreLeftAlone(LoginClientKind kind) {
		// Also of one that has the name of one of Dintero's
		for (String registrationId : List.of("keycloak", "backoffice")) {
			ClientRegistration other = LoginFixture.registration(registrationId,
					AuthorizationGrantType.AUTHORIZATION_CODE);
			assertLeftAlone(kind, context(other, null));
			assertLeftAlone(kind, context(other, expired()));
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource
	void otherGrantsAreLeftAlone(LoginClientKind kind, AuthorizationGrantType grantType) {
		assertLeftAlone(kind, context(grantType, null));
		assertLeftAlone(kind, context(grantType, expired()));
	}

	static Stream<Arguments> otherGrantsAreLeftAlone() {
		return Stream.of(LoginClientKind.values())
			.flatMap((kind) -> Stream
				.of(AuthorizationGrantType.CLIENT_CREDENTIALS, AuthorizationGrantType.REFRESH_TOKEN,
						DinteroClientRegistrations.MERCHANT_TOKEN)
				.map((grantType) -> Arguments.of(kind, grantType)));
	}

	@Test
	void nothingIsCheckedBeforeSomebodySubscribes() {
		Mono<OAuth2AuthorizedClient> authorized = new DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider(
				new ReactiveDinteroRefreshTokenTokenResponseClient(this.fixture.reactiveUsers(), this.fixture.clock()),
				this.fixture.clock())
			.authorize(context(AuthorizationGrantType.AUTHORIZATION_CODE, issuedNow(Duration.ofHours(1))));
		assertThat(authorized.blockOptional(LoginFixture.A_WHILE)).isEmpty();
		this.fixture.clock().move(Duration.ofHours(1));
		assertThatExceptionOfType(ClientAuthorizationRequiredException.class)
			.isThrownBy(() -> authorized.block(LoginFixture.A_WHILE));
	}

	private void assertLeftAlone(LoginClientKind kind, OAuth2AuthorizationContext context) {
		assertThat(kind.authorize(this.fixture, context)).isNull();
	}

	private void assertSentToSignIn(LoginClientKind kind, OAuth2AuthorizationContext context) {
		assertThatExceptionOfType(ClientAuthorizationRequiredException.class)
			.isThrownBy(() -> kind.authorize(this.fixture, context))
			.satisfies((failure) -> assertThat(failure.getClientRegistrationId()).isEqualTo("backoffice"));
	}

	private OAuth2AccessToken issuedNow(Duration lifetime) {
		Instant now = this.fixture.clock().instant();
		return LoginFixture.token(now, now.plus(lifetime));
	}

	private OAuth2AccessToken expired() {
		Instant now = this.fixture.clock().instant();
		return LoginFixture.token(now.minusSeconds(120), now.minusSeconds(60));
	}

	private static OAuth2AuthorizationContext context(AuthorizationGrantType grantType,
			@Nullable OAuth2AccessToken token) {
		return context(LoginFixture.dinteroRegistration("backoffice", grantType), token);
	}

	private static OAuth2AuthorizationContext context(ClientRegistration registration,
			@Nullable OAuth2AccessToken token) {
		TestingAuthenticationToken principal = new TestingAuthenticationToken("ada", null);
		return ((token != null)
				? OAuth2AuthorizationContext
					.withAuthorizedClient(new OAuth2AuthorizedClient(registration, "ada", token))
				: OAuth2AuthorizationContext.withClientRegistration(registration))
			.principal(principal)
			.build();
	}

}
