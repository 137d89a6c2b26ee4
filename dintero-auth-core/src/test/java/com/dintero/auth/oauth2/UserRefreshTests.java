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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.internal.user.UserFixture;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A user's tokens are refreshed by way of a manager of Spring Security's, until the user
 * has to sign in again.
 */
@ParameterizedClass
@EnumSource(UserManagerKind.class)
class UserRefreshTests {

	private static final int CALLERS = 50;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * Less than the margin: it is time for a new token, and the old one is valid.
	 */
	private static final Duration A_LITTLE = Duration.ofSeconds(30);

	@AutoClose
	private final UserFixture fixture = new UserFixture();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final MockDintero dintero = this.fixture.dintero();

	private final ClientRegistration registration = registration(DinteroClientRegistrations.PASSWORD);

	@Parameter
	private UserManagerKind kind;

	private TestManager manager;

	// Spring Security counts lifetimes from the system's time
	@BeforeEach
	void start() {
		this.fixture.clock().jump(Duration.between(this.fixture.clock().instant(), Instant.now()));
		this.manager = this.kind.of(this.fixture, this.registration);
	}

	@Test
	void bothTokensAreReplacedAndStored() {
		OAuth2AuthorizedClient old = signedIn(Duration.ZERO);
		OAuth2AuthorizedClient refreshed = this.manager.authorize("ada");
		assertThat(refreshed).isNotNull();
		assertSame(this.manager.stored("ada"), refreshed);
		assertThat(refreshed.getPrincipalName()).isEqualTo("ada");
		assertThat(refreshed.getAccessToken().getTokenValue()).isNotEqualTo(old.getAccessToken().getTokenValue());
		assertThat(refreshToken(refreshed)).isNotEqualTo(refreshToken(old));
		assertSame(this.manager.authorize("ada"), refreshed);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
		assertThat(this.dintero.refreshEndpoint().requests().get(0).body()).contains(refreshToken(old));
	}

	@Test
	void aRefreshTokenThatIsNotRotatedIsKept() {
		this.dintero.rotateRefreshTokens(false);
		OAuth2AuthorizedClient old = signedIn(Duration.ZERO);
		OAuth2AuthorizedClient refreshed = this.manager.authorize("ada");
		assertThat(refreshed).isNotNull();
		assertThat(refreshToken(refreshed)).isEqualTo(refreshToken(old));
	}

	@ParameterizedTest(name = "{0} before the end of {1}")
	@CsvSource({ "PT60S, PT24H", "PT60S, PT10M", "PT54S, PT9M", "PT6S, PT1M" })
	void aTokenIsRefreshedALittleBeforeItExpires(Duration margin, Duration lifetime) {
		OAuth2AuthorizedClient valid = signedIn(lifetime, margin.plusMillis(1));
		assertSame(this.manager.authorize("ada"), valid);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isZero();
		signedIn(lifetime, margin);
		assertThat(this.manager.authorize("ada")).isNotNull();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@RepeatedTest(5)
	void fiftyAtOnceWithAnExpiredTokenMakeOneRequest() throws Exception {
		CountDownLatch haveTheOldOne = new CountDownLatch(CALLERS);
		this.manager = this.kind.of(this.fixture, this.registration, (context) -> haveTheOldOne.countDown());
		signedIn(Duration.ZERO);
		List<Future<@Nullable OAuth2AuthorizedClient>> calls = new ArrayList<>();
		try (MockHold hold = this.dintero.refreshEndpoint().hold()) {
			for (int i = 0; i < CALLERS; i++) {
				calls.add(this.executor.submit(() -> this.manager.authorize("ada")));
			}
			hold.awaitRequests(1, PATIENCE);
			assertThat(haveTheOldOne.await(30, TimeUnit.SECONDS)).isTrue();
		}
		List<String> tokens = new ArrayList<>();
		for (Future<@Nullable OAuth2AuthorizedClient> call : calls) {
			OAuth2AuthorizedClient authorized = Objects.requireNonNull(call.get(30, TimeUnit.SECONDS));
			tokens.add(authorized.getAccessToken().getTokenValue() + " " + refreshToken(authorized));
		}
		assertThat(tokens.stream().distinct()).hasSize(1);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
		OAuth2AuthorizedClient stored = this.manager.stored("ada");
		assertThat(stored).isNotNull();
		assertThat(tokens).contains(stored.getAccessToken().getTokenValue() + " " + refreshToken(stored));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403 })
	void aRefusalRemovesTheAuthorizedClientAtOnce(int status) {
		OAuth2AuthorizedClient old = signedIn(A_LITTLE);
		this.dintero.refreshEndpoint().failAlways(MockFault.status(status));
		ClientAuthorizationException failure = fail();
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(failure).hasCauseInstanceOf(DinteroAuthorizationException.class);
		assertThat(PartnerFixture.printed(failure)).doesNotContain(refreshToken(old),
				old.getAccessToken().getTokenValue());
		assertThat(this.manager.stored("ada")).isNull();
		assertThatExceptionOfType(ClientAuthorizationRequiredException.class)
			.isThrownBy(() -> this.manager.authorize("ada"));
	}

	@Test
	void aSecondFactorIsForANewSignIn() {
		signedIn(A_LITTLE);
		this.dintero.refreshEndpoint().failNext(MockFault.mfaRequired("the-mfa-token"));
		ClientAuthorizationException failure = fail();
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(failure).hasRootCauseInstanceOf(DinteroMfaRequiredException.class);
		DinteroAuthorizationException cause = (DinteroAuthorizationException) failure.getCause();
		assertThat(cause.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(cause.getStatus()).isEqualTo(403);
		assertThat(cause.getCode()).isEqualTo("mfa_required");
		assertThat(cause).hasMessageContainingAll("Dintero registration 'dintero'", "second factor", "sign in again");
		assertThat(PartnerFixture.printed(failure)).doesNotContain("the-mfa-token");
		assertThat(this.manager.stored("ada")).isNull();
	}

	@ParameterizedTest
	@MethodSource("faultsThatSayNothingOfTheUser")
	void anOutageCostsNothingWhileTheTokenIsValid(MockFault fault) {
		OAuth2AuthorizedClient old = signedIn(A_LITTLE);
		this.dintero.refreshEndpoint().failNext(fault);
		OAuth2AuthorizedClient authorized = this.manager.authorize("ada");
		assertThat(authorized).isNotNull();
		assertThat(authorized.getAccessToken().getTokenValue()).isEqualTo(old.getAccessToken().getTokenValue());
		assertThat(refreshToken(authorized)).isEqualTo(refreshToken(old));
		assertThat(lifetime(authorized)).isEqualTo(A_LITTLE);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	static Stream<MockFault> faultsThatSayNothingOfTheUser() {
		return Stream.concat(outcomesThatNobodyKnows(), Stream.of(MockFault.status(503), MockFault.rateLimited("1")));
	}

	@Test
	void afterAnOutageTheTokenIsRefreshed() {
		OAuth2AuthorizedClient old = signedIn(A_LITTLE);
		this.dintero.refreshEndpoint().failNext(MockFault.status(503));
		this.manager.authorize("ada");
		this.manager.store(old);
		OAuth2AuthorizedClient refreshed = this.manager.authorize("ada");
		assertThat(refreshed).isNotNull();
		assertThat(refreshed.getAccessToken().getTokenValue()).isNotEqualTo(old.getAccessToken().getTokenValue());
	}

	@Test
	void aFailureOfTheClientsOwnTokenIsNotTheUsers() {
		OAuth2AuthorizedClient old = signedIn(A_LITTLE);
		this.dintero.revokeTokens();
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
		OAuth2AuthorizedClient authorized = this.manager.authorize("ada");
		assertThat(authorized).isNotNull();
		assertThat(authorized.getAccessToken().getTokenValue()).isEqualTo(old.getAccessToken().getTokenValue());
		this.fixture.clock().jump(Duration.ofHours(1));
		assertThat(fail().getError().getErrorCode()).isEqualTo("invalid_client");
		assertThat(this.manager.stored("ada")).isNotNull();
	}

	@ParameterizedTest
	@MethodSource("outcomesThatNobodyKnows")
	void aRefreshOfWhichNobodyKnowsTheOutcomeIsNotRepeated(MockFault fault) {
		signedIn(Duration.ZERO);
		this.dintero.refreshEndpoint().failNext(fault);
		assertThat(fail().getError().getErrorCode()).isNotEqualTo("invalid_grant");
		assertThat(this.manager.stored("ada")).isNotNull();
		assertThat(fail().getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(this.manager.stored("ada")).isNull();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	static Stream<MockFault> outcomesThatNobodyKnows() {
		return Stream.of(MockFault.disconnect(), MockFault.disconnectHalfway(), MockFault.status(500),
				MockFault.status(502), MockFault.body("{}"));
	}

	@Test
	void untilTheTokenHasExpiredSuchAnOutcomeCostsNothing() {
		OAuth2AuthorizedClient old = signedIn(A_LITTLE);
		this.dintero.refreshEndpoint().failNext(MockFault.disconnect());
		for (int i = 0; i < 3; i++) {
			OAuth2AuthorizedClient authorized = this.manager.authorize("ada");
			assertThat(authorized).isNotNull();
			assertThat(authorized.getAccessToken().getTokenValue()).isEqualTo(old.getAccessToken().getTokenValue());
			this.manager.store(old);
		}
		this.fixture.clock().jump(A_LITTLE);
		assertThat(fail().getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(this.manager.stored("ada")).isNull();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void withoutARefreshTokenTheUserSignsInAgain() {
		this.manager.store(new OAuth2AuthorizedClient(this.registration, "ada", expired("the-token")));
		ClientAuthorizationException failure = fail();
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(failure.getClientRegistrationId()).isEqualTo("dintero");
		assertThat(failure).hasMessageContainingAll("Dintero registration 'dintero'", "The user must sign in again");
		assertThat(this.manager.stored("ada")).isNull();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void theClientsOwnTokensAreLeftToTheirProvider() {
		ClientRegistration own = registration(AuthorizationGrantType.CLIENT_CREDENTIALS);
		TestManager manager = this.kind.of(this.fixture, own);
		assertThat(manager.authorize("batch")).isNull();
		OAuth2AuthorizedClient expired = new OAuth2AuthorizedClient(own, "batch", expired("the-token"));
		manager.store(expired);
		assertSame(manager.authorize("batch"), expired);
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void forAnyGrantOfOursThereIsARefresh() {
		TestManager manager = this.kind.of(this.fixture, registration(AuthorizationGrantType.CLIENT_CREDENTIALS));
		OAuth2AuthorizedClient old = signedIn(Duration.ZERO);
		manager.store(new OAuth2AuthorizedClient(registration(AuthorizationGrantType.CLIENT_CREDENTIALS), "ada",
				old.getAccessToken(), old.getRefreshToken()));
		OAuth2AuthorizedClient refreshed = manager.authorize("ada");
		assertThat(refreshed).isNotNull();
		assertThat(refreshToken(refreshed)).isNotEqualTo(refreshToken(old));
	}

	@Test
	void springSecuritysOwnProviderGoesOnForOthers() {
		ClientRegistration other = LoginFixture.registration("other", AuthorizationGrantType.AUTHORIZATION_CODE);
		OAuth2AccessTokenResponse response = OAuth2AccessTokenResponse.withToken("new-token-of-theirs")
			.tokenType(OAuth2AccessToken.TokenType.BEARER)
			.expiresIn(3600)
			.build();
		TestManager manager = this.kind.withStockProvider(this.fixture, other, response);
		manager.store(new OAuth2AuthorizedClient(other, "ada", expired("old-token-of-theirs"),
				new OAuth2RefreshToken("refresh-token-of-theirs", this.fixture.clock().instant())));
		OAuth2AuthorizedClient refreshed = manager.authorize("ada");
		assertThat(refreshed).isNotNull();
		assertThat(refreshed.getAccessToken().getTokenValue()).isEqualTo("new-token-of-theirs");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void springSecuritysOwnProviderCanRefreshOursAsWell() {
		OAuth2AccessTokenResponse nobodys = OAuth2AccessTokenResponse.withToken("nobodys")
			.tokenType(OAuth2AccessToken.TokenType.BEARER)
			.build();
		TestManager manager = this.kind.withStockProvider(this.fixture, this.registration, nobodys);
		// By the system's time, and not by that of ours
		this.fixture.clock().jump(Duration.ofDays(-1));
		OAuth2AuthorizedClient old = signedIn(Duration.ofHours(3), Duration.ofHours(2));
		manager.store(old);
		OAuth2AuthorizedClient refreshed = manager.authorize("ada");
		assertThat(refreshed).isNotNull();
		assertThat(refreshToken(refreshed)).isNotEqualTo(refreshToken(old));
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	private OAuth2AuthorizedClient signedIn(Duration left) {
		return signedIn(Duration.ofHours(1), left);
	}

	private OAuth2AuthorizedClient signedIn(Duration lifetime, Duration left) {
		OAuth2AccessTokenResponse response = this.fixture.clients()
			.get("dintero")
			.signIn("ada", UserFixture.ADAS_PASSWORD);
		Instant issuedAt = this.fixture.clock().instant().plus(left).minus(lifetime);
		OAuth2AuthorizedClient authorizedClient = new OAuth2AuthorizedClient(this.registration, "ada",
				token(response.getAccessToken().getTokenValue(), issuedAt, lifetime), response.getRefreshToken());
		this.manager.store(authorizedClient);
		return authorizedClient;
	}

	private OAuth2AccessToken expired(String value) {
		return token(value, this.fixture.clock().instant().minusSeconds(7200), Duration.ofHours(1));
	}

	private static OAuth2AccessToken token(String value, Instant issuedAt, Duration lifetime) {
		return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, issuedAt, issuedAt.plus(lifetime));
	}

	private ClientRegistration registration(AuthorizationGrantType grantType) {
		return DinteroClientRegistrations.of(this.fixture.registrations().get("dintero"), grantType);
	}

	private ClientAuthorizationException fail() {
		return catchThrowableOfType(ClientAuthorizationException.class, () -> this.manager.authorize("ada"));
	}

	private static void assertSame(@Nullable OAuth2AuthorizedClient actual, OAuth2AuthorizedClient expected) {
		assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
	}

	private static String refreshToken(OAuth2AuthorizedClient authorizedClient) {
		return Objects.requireNonNull(authorizedClient.getRefreshToken()).getTokenValue();
	}

	private static Duration lifetime(OAuth2AuthorizedClient authorizedClient) {
		OAuth2AccessToken token = authorizedClient.getAccessToken();
		return Duration.between(token.getIssuedAt(), token.getExpiresAt());
	}

}
