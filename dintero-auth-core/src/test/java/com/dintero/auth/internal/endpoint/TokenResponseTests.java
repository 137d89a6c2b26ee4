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

package com.dintero.auth.internal.endpoint;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenResponse}.
 */
class TokenResponseTests {

	private static final Instant ISSUED_AT = Instant.parse("2026-01-01T12:00:00Z");

	private final TokenResponse response = new TokenResponse("the-token", ISSUED_AT, Duration.ofHours(4));

	@Test
	void isABearerTokenOfSpringSecurity() {
		OAuth2AccessToken token = this.response.toAccessToken();
		assertThat(token.getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
		assertThat(token.getTokenValue()).isEqualTo("the-token");
		assertThat(token.getIssuedAt()).isEqualTo(ISSUED_AT);
		assertThat(token.getExpiresAt()).isEqualTo("2026-01-01T16:00:00Z");
		assertThat(token.getScopes()).isEmpty();
	}

	@Test
	void itsEmptyScopesTakeNoMemoryOfTheirOwn() {
		assertThat(this.response.toAccessToken().getScopes()).isSameAs(this.response.toAccessToken().getScopes());
	}

	@Test
	void doesNotPrintTheToken() {
		assertThat(this.response.toString()).contains("PT4H").doesNotContain("the-token");
	}

}
