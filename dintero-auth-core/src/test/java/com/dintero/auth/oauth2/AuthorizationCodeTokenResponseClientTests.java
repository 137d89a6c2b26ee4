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
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.login.oidc.TestLogins;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockEndpoint;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(120)
class AuthorizationCodeTokenResponseClientTests {

	@AutoClose
	private final LoginFixture fixture = new LoginFixture();

	private final MockDintero dintero = this.fixture.dintero();

	@ParameterizedTest
	@EnumSource
	void aCodeIsRedeemedForTheUsersToken(LoginClientKind kind) {
		this.dintero.tokenLifetime(Duration.ofHours(4));
		OAuth2AccessTokenResponse response = kind.redeem(this.fixture, this.fixture.signedIn());
		OAuth2AccessToken token = response.getAccessToken();
		assertThat(token.getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
		assertThat(token.getTokenValue()).isNotEqualTo(clientToken());
		assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofHours(4));
		assertThat(token.getScopes()).isEmpty();
		assertThat(response.getRefreshToken()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void theAnswerSaysWhoTheUserIs(LoginClientKind kind) {
		OAuth2AccessTokenResponse response = kind.redeem(this.fixture, this.fixture.signedIn());
		assertThat(response.getAdditionalParameters()).containsOnly(Map.entry("user_info",
				Map.of("authority", TestLogins.AUTHORITY, "value", Map.of("sub", "ada", "name", "Ada"))));
	}

	@ParameterizedTest
	@EnumSource
	void whereDinteroDoesNotSayWhoTheUserIsTheAnswerDoesNotEither(LoginClientKind kind) {
		String code = this.dintero.authorizationCode(TestLogins.REDIRECT_URI);
		assertThat(kind.redeem(this.fixture, LoginFixture.signedIn("backoffice", code)).getAdditionalParameters())
			.isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void theCodeAndWhereTheBrowserCameBackToAreWhatTheIdentityServerWasTold(LoginClientKind kind) {
		OAuth2AuthorizationCodeGrantRequest request = this.fixture.signedIn();
		kind.redeem(this.fixture, request);
		assertThat(JsonMapper.shared().readTree(oidc().requests().get(0).body())).isEqualTo(JsonMapper.shared()
			.valueToTree(Map.of("grant_type", "authorization_code", "code",
					request.getAuthorizationExchange().getAuthorizationResponse().getCode(), "client_id", "mock-client",
					"audience", "https://api.dintero.com/v1/accounts/T12345678", "redirect_uri",
					TestLogins.REDIRECT_URI)));
	}

	@ParameterizedTest
	@EnumSource
	void severalSignInsTakeOneTokenOfTheClient(LoginClientKind kind) {
		String clientToken = clientToken();
		for (int i = 0; i < 3; i++) {
			kind.redeem(this.fixture, this.fixture.signedIn());
		}
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		assertThat(oidc().requests()).hasSize(3)
			.allSatisfy((request) -> assertThat(request.header("Authorization")).isEqualTo("Bearer " + clientToken));
	}

	@ParameterizedTest
	@EnumSource
	void aTokenOfTheClientThatIsRejectedIsRenewedOnceAndTheSameCodeSentAgain(LoginClientKind kind) {
		String rejected = clientToken();
		this.dintero.revokeTokens();
		OAuth2AccessTokenResponse response = kind.redeem(this.fixture, this.fixture.signedIn());
		assertThat(response.getAdditionalParameters()).containsKey("user_info");
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		List<MockRequest> requests = oidc().requests();
		assertThat(requests).extracting(MockRequest::status).containsExactly(401, 200);
		assertThat(requests).extracting((request) -> request.header("Authorization"))
			.containsExactly("Bearer " + rejected, "Bearer " + clientToken());
		assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
		assertThat(clientToken()).isNotEqualTo(rejected);
	}

	@ParameterizedTest
	@EnumSource
	void aSecondRejectionIsAFailure(LoginClientKind kind) {
		oidc().failAlways(MockFault.status(401));
		DinteroAuthorizationException failure = fail(kind, this.fixture.signedIn());
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token");
		assertThat(failure.getStatus()).isEqualTo(401);
		assertThat(failure)
			.hasMessageEndingWith("Dintero does not accept the registration's own token, not even a new one. "
					+ "Check the registration's audience");
		assertThat(oidc().requestCount()).isEqualTo(2);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void aTokenThatHasJustBeenRenewedInVainIsKeptForAMoment(LoginClientKind kind) {
		oidc().failAlways(MockFault.status(401));
		fail(kind, this.fixture.signedIn());
		fail(kind, this.fixture.signedIn());
		assertThat(oidc().requestCount()).isEqualTo(3);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		this.fixture.clock().move(Duration.ofSeconds(6));
		fail(kind, this.fixture.signedIn());
		assertThat(oidc().requestCount()).isEqualTo(5);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(3);
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource
	void anyOtherFailureIsNotTriedAgain(LoginClientKind kind, MockFault fault, String errorCode) {
		oidc().failAlways(fault);
		DinteroAuthorizationException failure = fail(kind, this.fixture.signedIn());
		assertThat(failure.getError().getErrorCode()).isEqualTo(errorCode);
		assertThat(failure.getRegistrationId()).isEqualTo("backoffice");
		assertThat(oidc().requestCount()).isOne();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
	}

	static Stream<Arguments> anyOtherFailureIsNotTriedAgain() {
		return Stream.of(LoginClientKind.values())
			.flatMap((kind) -> Stream.of(Arguments.of(kind, MockFault.status(400), "invalid_request"),
					Arguments.of(kind, MockFault.status(403), "access_denied"),
					Arguments.of(kind, MockFault.rateLimited("1"), "temporarily_unavailable"),
					Arguments.of(kind, MockFault.status(500), "server_error"),
					Arguments.of(kind, MockFault.status(503), "temporarily_unavailable"),
					Arguments.of(kind, MockFault.disconnect(), "temporarily_unavailable"),
					Arguments.of(kind, MockFault.body("{}"), "invalid_token_response")));
	}

	@ParameterizedTest
	@EnumSource
	void aRejectedTokenAndThenABadCodeIsABadCode(LoginClientKind kind) {
		oidc().failNext(MockFault.status(401));
		DinteroAuthorizationException failure = fail(kind, LoginFixture.signedIn("backoffice", "never-issued"));
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_request");
		assertThat(oidc().requests()).extracting(MockRequest::status).containsExactly(401, 400);
	}

	@ParameterizedTest
	@EnumSource
	void withoutATokenOfTheClientNoCodeIsSent(LoginClientKind kind) {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
		DinteroAuthorizationException failure = fail(kind, this.fixture.signedIn());
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_client");
		assertThat(oidc().requestCount()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aFailureIsTheCallersOwn(LoginClientKind kind) {
		oidc().failNext(MockFault.status(400));
		assertThat(fail(kind, this.fixture.signedIn())).hasCauseInstanceOf(DinteroAuthorizationException.class)
			.satisfies((failure) -> assertThat(PartnerFixture.printed(failure))
				.contains(AuthorizationCodeTokenResponseClientTests.class.getName()));
	}

	@ParameterizedTest
	@EnumSource
	void aFailurePrintsNeitherTheCodeNorTheToken(LoginClientKind kind) {
		OAuth2AuthorizationCodeGrantRequest request = this.fixture.signedIn();
		String code = request.getAuthorizationExchange().getAuthorizationResponse().getCode();
		oidc().failNext(MockFault.status(400, code, "Bearer %s and %s are refused".formatted(clientToken(), code)));
		assertThat(PartnerFixture.printed(fail(kind, request))).contains("are refused")
			.doesNotContain(code, clientToken());
	}

	@ParameterizedTest
	@EnumSource
	void aRegistrationThatIsNotDinterosIsAMistakeBeforeAnythingIsRequested(LoginClientKind kind) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> kind.redeem(this.fixture, LoginFixture.signedIn("keycloak", "the-code")))
			.withMessageContaining("'keycloak'")
			.withMessageContaining("[backoffice, shop]");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aRegistrationThatNobodySignsInWithIsAMistakeBeforeAnythingIsRequested(LoginClientKind kind) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> kind.redeem(this.fixture, LoginFixture.signedIn("shop", "the-code")))
			.withMessageContaining("'shop'")
			.withMessageContaining("has no 'login'");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void anInterruptedCallerGivesUp() throws Exception {
		clientToken();
		assertInterruptible(oidc());
		assertThat(oidc().requestCount()).isOne();
	}

	@Test
	void anInterruptedCallerGivesUpTheTokenOfTheClientToo() throws Exception {
		assertInterruptible(this.dintero.tokenEndpoint());
		assertThat(oidc().requestCount()).isZero();
	}

	private void assertInterruptible(MockEndpoint endpoint) throws Exception {
		OAuth2AuthorizationCodeGrantRequest request = this.fixture.signedIn();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		try (MockHold hold = endpoint.hold()) {
			Thread caller = new Thread(() -> {
				try {
					LoginClientKind.BLOCKING.redeem(this.fixture, request);
					interrupted.complete(false);
				}
				catch (CancellationException ex) {
					interrupted.complete(Thread.currentThread().isInterrupted());
				}
				catch (RuntimeException ex) {
					interrupted.completeExceptionally(ex);
				}
			});
			caller.start();
			hold.awaitRequests(1, LoginFixture.A_WHILE);
			caller.interrupt();
			assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void whoeverCancelsMakesRoomForTheNext() throws Exception {
		try (LoginFixture crowded = new LoginFixture(2)) {
			crowded.tokens().getToken("backoffice");
			try (MockHold hold = crowded.dintero().oidcEndpoint().hold()) {
				Disposable givenUp = reactiveClient(crowded).getTokenResponse(crowded.signedIn()).subscribe();
				hold.awaitRequests(1, LoginFixture.A_WHILE);
				CompletableFuture<OAuth2AccessTokenResponse> next = reactiveClient(crowded)
					.getTokenResponse(crowded.signedIn())
					.toFuture();
				givenUp.dispose();
				hold.awaitRequests(2, LoginFixture.A_WHILE);
				hold.release();
				assertThat(next.get(30, TimeUnit.SECONDS)).isNotNull();
			}
		}
	}

	@Test
	void eachSubscriberHasARequestAndAThreadOfReactor() throws Exception {
		Mono<OAuth2AccessTokenResponse> response = reactiveClient(this.fixture)
			.getTokenResponse(this.fixture.signedIn());
		assertThat(this.dintero.requests()).isEmpty();
		BlockingQueue<String> threads = new LinkedBlockingQueue<>();
		response.subscribe((token) -> threads.add(Thread.currentThread().getName()));
		assertThat(threads.poll(30, TimeUnit.SECONDS)).startsWith("parallel-");
		// A code can be redeemed once
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> response.block(LoginFixture.A_WHILE));
		assertThat(oidc().requests()).extracting(MockRequest::status).containsExactly(200, 400);
	}

	private static ReactiveDinteroAuthorizationCodeTokenResponseClient reactiveClient(LoginFixture fixture) {
		return new ReactiveDinteroAuthorizationCodeTokenResponseClient(fixture.reactiveUsers());
	}

	private DinteroAuthorizationException fail(LoginClientKind kind, OAuth2AuthorizationCodeGrantRequest request) {
		DinteroAuthorizationException failure = catchThrowableOfType(DinteroAuthorizationException.class,
				() -> kind.redeem(this.fixture, request));
		assertThat(failure).isNotNull();
		return failure;
	}

	private String clientToken() {
		return this.fixture.tokens().getToken("backoffice").getTokenValue();
	}

	private MockEndpoint oidc() {
		return this.dintero.oidcEndpoint();
	}

}
