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

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long {@link IssuedTokens} remembers tokens.
 */
class IssuedTokensTests {

	private final MutableClock clock = new MutableClock();

	private final IssuedTokens tokens = new IssuedTokens(this.clock);

	@Test
	void tokensThatExpiredLongAgoAreForgotten() {
		this.tokens.lifetime(Duration.ofMinutes(1));
		for (int i = 0; i < 10_000; i++) {
			issue();
			this.clock.move(Duration.ofSeconds(1));
		}
		// Alive for one minute, remembered for ten, and up to one until the next cleanup
		assertThat(this.tokens.size()).isBetween(660, 720);
	}

	@Test
	void tokensThatAreValidAreKept() {
		for (int i = 0; i < 100; i++) {
			issue();
			this.clock.move(Duration.ofMinutes(2));
		}
		assertThat(this.tokens.size()).isEqualTo(100);
	}

	@Test
	void aForgottenTokenIsUnauthorizedLikeAnExpiredOne() throws Exception {
		try (MockDintero dintero = MockDintero.builder().clock(this.clock).start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			String token = http.token();
			this.clock.move(IssuedTokens.DEFAULT_LIFETIME.plusMinutes(9));
			assertThat(http.token()).isNotEqualTo(token);
			assertUnauthorized(http.settings(token), "The token has expired");
			this.clock.move(Duration.ofMinutes(2));
			assertThat(http.token()).isNotEqualTo(token);
			assertUnauthorized(http.settings(token), "The token is not known");
		}
	}

	private void issue() {
		this.tokens.issue(TokenKind.OWN, PartnerHttp.PARTNER.accountId(), PartnerHttp.PARTNER,
				PartnerHttp.PARTNER_AUDIENCE);
	}

	private static void assertUnauthorized(HttpResponse<String> response, String message) {
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(DinteroHttp.json(response).get("error").get("message").stringValue()).isEqualTo(message);
	}

}
