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

package com.dintero.auth.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long the codes and tokens of users who are about to sign in are remembered.
 */
class PendingCodesTests {

	private final MutableClock clock = new MutableClock();

	private final SentCodes sentCodes = new SentCodes();

	@Test
	void expiredCodesAreForgotten() {
		PasswordlessCodes codes = new PasswordlessCodes(this.clock, this.sentCodes);
		for (int i = 0; i < 1000; i++) {
			codes.send(user(i), CodeChannel.EMAIL);
			this.clock.move(Duration.ofSeconds(1));
		}
		// Alive for five minutes, and up to one until the next cleanup
		assertThat(codes.size()).isBetween(300, 360);
	}

	@Test
	void expiredMfaTokensAndChallengesAreForgotten() {
		MfaChallenges challenges = new MfaChallenges(this.clock, this.sentCodes);
		for (int i = 0; i < 2000; i++) {
			String mfaToken = challenges.begin(MfaLogin.of(UserHttp.CLIENT, user(i), UserHttp.AUDIENCE));
			challenges.challenge(UserHttp.CLIENT, mfaToken, CodeChannel.EMAIL);
			this.clock.move(Duration.ofSeconds(1));
		}
		// Ten minutes of tokens, five of challenges, and up to one until the next cleanup
		assertThat(challenges.size()).isBetween(900, 1020);
	}

	@Test
	void whatIsUsedUpIsForgotten() {
		MfaChallenges challenges = new MfaChallenges(this.clock, this.sentCodes);
		String mfaToken = challenges.begin(MfaLogin.of(UserHttp.CLIENT, user(1), UserHttp.AUDIENCE));
		String oobCode = challenges.challenge(UserHttp.CLIENT, mfaToken, CodeChannel.EMAIL);
		challenges.answer(UserHttp.CLIENT, mfaToken, oobCode, this.sentCodes.last("user-1").code());
		assertThat(challenges.size()).isZero();
		RefreshTokens refreshTokens = new RefreshTokens();
		String refreshToken = refreshTokens.issue(new RefreshToken(UserHttp.CLIENT, "user", UserHttp.AUDIENCE));
		for (int i = 0; i < 100; i++) {
			refreshToken = String.valueOf(refreshTokens.use(UserHttp.CLIENT, refreshToken).next());
		}
		assertThat(refreshTokens.size()).isEqualTo(1);
		refreshTokens.revoke(UserHttp.CLIENT, refreshToken);
		assertThat(refreshTokens.size()).isZero();
	}

	@Test
	void theLastCodesThatWereSentAreKept() {
		for (int i = 0; i < SentCodes.MAXIMUM + 5; i++) {
			this.sentCodes.add(new MockSentCode("user-" + i, "email", "a@example.com", "000000"));
		}
		assertThat(this.sentCodes.all()).hasSize(SentCodes.MAXIMUM).first().returns("user-5", MockSentCode::username);
	}

	@Test
	void nothingShowsATokenInItsText() {
		RefreshTokens refreshTokens = new RefreshTokens();
		String refreshToken = refreshTokens.issue(new RefreshToken(UserHttp.CLIENT, "user", UserHttp.AUDIENCE));
		RefreshTokens.Use use = refreshTokens.use(UserHttp.CLIENT, refreshToken);
		assertThat(use.toString()).doesNotContain(String.valueOf(use.next()), "my-secret");
		assertThat(new MfaChallenges.Recovery("mfa-token", "oob-code"))
			.hasToString("Recovery[mfaToken=***, oobCode=***]");
	}

	private static MockUser user(int number) {
		return MockUser.of("T12345678", "user-" + number, "password").withEmail(number + "@example.com").withMfa();
	}

}
