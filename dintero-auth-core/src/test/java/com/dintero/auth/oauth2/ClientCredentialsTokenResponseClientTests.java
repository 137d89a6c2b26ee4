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

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientCredentialsTokenResponseClientTests {

	@AutoClose
	private final LoginFixture fixture = new LoginFixture();

	private final MockDintero dintero = this.fixture.dintero();

	@ParameterizedTest
	@EnumSource
	void theTokenIsTheOneOfTheCacheWhicheverWayItIsAskedFor(LoginClientKind kind) {
		String token = kind.clientToken(this.fixture, request("shop")).getAccessToken().getTokenValue();
		assertThat(this.fixture.tokens().getToken("shop").getTokenValue()).isEqualTo(token);
		assertThat(this.fixture.reactiveTokens().getToken("shop").block(LoginFixture.A_WHILE).getTokenValue())
			.isEqualTo(token);
		for (LoginClientKind other : LoginClientKind.values()) {
			assertThat(other.clientToken(this.fixture, request("shop")).getAccessToken().getTokenValue())
				.isEqualTo(token);
		}
		assertThat(this.dintero.requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aRegistrationThatUsersSignInWithHasATokenOfItsOwnToo(LoginClientKind kind) {
		OAuth2AccessTokenResponse response = kind.clientToken(this.fixture, request("backoffice"));
		assertThat(response.getAccessToken().getTokenValue())
			.isEqualTo(this.fixture.tokens().getToken("backoffice").getTokenValue());
		assertThat(response.getAccessToken().getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
		assertThat(response.getRefreshToken()).isNull();
		assertThat(response.getAdditionalParameters()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "BLOCKING,PT0S,PT4H", "BLOCKING,PT1H,PT3H", "BLOCKING,PT2H30M1S,PT1H29M59S", "REACTIVE,PT0S,PT4H",
			"REACTIVE,PT1H,PT3H", "REACTIVE,PT2H30M1S,PT1H29M59S" })
	void theLifetimeIsWhatIsLeftByTheClock(LoginClientKind kind, Duration passed, Duration left) {
		this.fixture.tokens().getToken("shop");
		this.fixture.clock().move(passed);
		OAuth2AccessToken token = kind.clientToken(this.fixture, request("shop")).getAccessToken();
		assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(left);
		assertThat(this.dintero.requests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aTokenThatIsForgottenIsRequestedAgain(LoginClientKind kind) {
		OAuth2AccessTokenResponse first = kind.clientToken(this.fixture, request("shop"));
		this.fixture.tokens().invalidate("shop");
		assertThat(kind.clientToken(this.fixture, request("shop")).getAccessToken().getTokenValue())
			.isNotEqualTo(first.getAccessToken().getTokenValue());
		assertThat(this.dintero.requests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void whatDinteroRefusesIsAFailure(LoginClientKind kind) {
		this.dintero.tokenEndpoint().failNext(MockFault.status(403));
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> kind.clientToken(this.fixture, request("shop")))
			.satisfies((failure) -> assertThat(failure.getError().getErrorCode()).isEqualTo("access_denied"))
			.satisfies((failure) -> assertThat(failure.getRegistrationId()).isEqualTo("shop"));
	}

	@ParameterizedTest
	@EnumSource
	void aRegistrationThatIsNotDinterosIsAMistake(LoginClientKind kind) {
		assertThatIllegalArgumentException().isThrownBy(() -> kind.clientToken(this.fixture, request("keycloak")))
			.withMessageContaining("'keycloak'");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void nothingIsRequestedBeforeSomebodySubscribes() {
		Mono<OAuth2AccessTokenResponse> response = new ReactiveDinteroClientCredentialsTokenResponseClient(
				this.fixture.reactiveTokens(), this.fixture.clock())
			.getTokenResponse(request("shop"));
		assertThat(this.dintero.requests()).isEmpty();
		assertThat(response.block(LoginFixture.A_WHILE)).isNotNull();
		assertThat(this.dintero.requests()).hasSize(1);
	}

	private static OAuth2ClientCredentialsGrantRequest request(String registrationId) {
		return new OAuth2ClientCredentialsGrantRequest(
				LoginFixture.registration(registrationId, AuthorizationGrantType.CLIENT_CREDENTIALS));
	}

}
