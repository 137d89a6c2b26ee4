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

package com.dintero.auth.internal.token;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a token is handed out.
 */
class TokenLifetimeTests {

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	private final TokenFixture fixture = new TokenFixture(this.dintero);

	@Test
	void aTokenIsFetchedOnceAndReused() {
		OAuth2AccessToken token = getToken();
		assertThat(getToken()).isSameAs(token);
		assertThat(getToken()).isSameAs(token);
		assertRequests(1);
	}

	@ParameterizedTest(name = "{0} is handed out for {1}")
	@CsvSource({ "PT24H, PT23H59M", "PT4H, PT3H59M", "PT11M, PT10M", "PT10M1S, PT9M1S", "PT10M, PT9M",
			"PT9M59S, PT8M59.1S", "PT5M, PT4M30S", "PT1M, PT54S", "PT10S, PT9S", "PT1S, PT0.9S" })
	void aTokenIsHandedOutUntilAMinuteOrATenthOfItsLifetimeIsLeft(Duration lifetime, Duration handedOut) {
		this.dintero.tokenLifetime(lifetime);
		OAuth2AccessToken token = getToken();
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			this.fixture.clock().move(handedOut.minusMillis(1));
			assertThat(getToken()).isSameAs(token);
			hold.awaitRequests(1, Duration.ofSeconds(30));
			this.fixture.clock().move(Duration.ofMillis(1));
			assertThat(this.fixture.cache().getIfUsable("dintero", null)).isNull();
		}
		OAuth2AccessToken next = getToken();
		assertRequests(2);
		assertThat(next.getTokenValue()).isNotEqualTo(token.getTokenValue());
		assertThat(getToken()).isSameAs(next);
		assertRequests(2);
	}

	@Test
	void theReactiveFaceGoesByTheSameMargin() {
		OAuth2AccessToken token = getToken();
		this.fixture.clock().move(Duration.ofHours(4).minusSeconds(60).minusMillis(1));
		assertThat(this.fixture.reactiveTokens().getToken("dintero").block()).isSameAs(token);
		this.fixture.clock().move(Duration.ofMillis(1));
		assertThat(this.fixture.reactiveTokens().getToken("dintero").block()).isNotSameAs(token);
		assertRequests(2);
	}

	@Test
	void aTokenIsIssuedWhenTheRequestLeaves() throws Exception {
		Instant left = this.fixture.clock().instant();
		Callers<OAuth2AccessToken> caller;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			caller = new Callers<>(1, this::getToken);
			hold.awaitRequests(1, Duration.ofSeconds(30));
			this.fixture.clock().move(Duration.ofSeconds(30));
		}
		OAuth2AccessToken token = caller.results().get(0);
		assertThat(token.getIssuedAt()).isEqualTo(left);
		assertThat(token.getExpiresAt()).isEqualTo(left.plus(Duration.ofHours(4)));
		this.fixture.clock().move(Duration.ofHours(4).minusSeconds(90).minusMillis(1));
		assertThat(getToken()).isSameAs(token);
		this.fixture.clock().move(Duration.ofMillis(1));
		assertThat(getToken()).isNotSameAs(token);
	}

	@Test
	void aTokenThatComesTooLateIsGivenToThoseWhoWaitedAndToNobodyElse() throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(10));
		Callers<OAuth2AccessToken> callers;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			callers = new Callers<>(2, this::getToken).awaitWaiting();
			hold.awaitRequests(1, Duration.ofSeconds(30));
			this.fixture.clock().move(Duration.ofSeconds(9));
		}
		assertThat(callers.results()).hasSize(2).containsOnly(callers.results().get(0));
		assertRequests(1);
		getToken();
		assertRequests(2);
	}

	@Test
	void aTokenExpiresAsTheServerSays() {
		this.dintero.tokenLifetime(Duration.ofHours(4));
		OAuth2AccessToken token = getToken();
		assertThat(token.getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
		assertThat(token.getIssuedAt()).isEqualTo(this.fixture.clock().instant());
		assertThat(token.getExpiresAt()).isEqualTo(this.fixture.clock().instant().plus(Duration.ofHours(4)));
	}

	private OAuth2AccessToken getToken() {
		return this.fixture.tokens().getToken("dintero");
	}

	private void assertRequests(int count) {
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(count);
	}

}
