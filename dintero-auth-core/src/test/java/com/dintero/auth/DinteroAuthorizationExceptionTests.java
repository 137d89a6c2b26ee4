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

package com.dintero.auth;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;

import com.dintero.auth.DinteroAuthorizationException.Details;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DinteroAuthorizationException}.
 */
class DinteroAuthorizationExceptionTests {

	private static final URI ENDPOINT = URI.create("https://api.dintero.invalid/v1/accounts/T12345678/auth/token");

	private final DinteroAuthorizationException shared = new DinteroAuthorizationException(
			new OAuth2Error("temporarily_unavailable", "Slow down", null), "What happened. What to do",
			new Details("dintero", "T11200001", ENDPOINT, 429, "too_many_requests", Duration.ofSeconds(7),
					List.of(Map.of("field", "audience"))),
			new IOException("closed"));

	@Test
	void isAnExceptionOfSpringSecurity() {
		assertThat(this.shared).isInstanceOf(OAuth2AuthorizationException.class)
			.hasMessage("What happened. What to do");
		assertThat(this.shared.getError().getErrorCode()).isEqualTo("temporarily_unavailable");
	}

	@Test
	void saysWhereAndWhy() {
		assertSameContent(this.shared);
		assertThat(this.shared).hasCauseInstanceOf(IOException.class);
	}

	@Test
	void isTheSameAfterSerialization() {
		assertSameContent(PrintedForms.copyOf(this.shared));
	}

	@Test
	void withoutAnAnswerThereIsNothingOfAnAnswer() {
		DinteroAuthorizationException failure = new DinteroAuthorizationException(new OAuth2Error("server_error"),
				"No answer", Details.withoutAnswer("dintero", null, ENDPOINT), null);
		assertThat(failure.getRegistrationId()).isEqualTo("dintero");
		assertThat(failure.getEndpoint()).isEqualTo(ENDPOINT);
		assertThat(failure.getAccountId()).isNull();
		assertThat(failure.getStatus()).isNull();
		assertThat(failure.getCode()).isNull();
		assertThat(failure.getRetryAfter()).isNull();
		assertThat(failure.getErrors()).isEmpty();
		assertThat(failure).hasNoCause();
	}

	@Test
	void aCallersOwnHasTheSameContentTheSharedCauseAndItsOwnStackTrace() {
		DinteroAuthorizationException own = this.shared.forCaller();
		assertThat(own).isNotSameAs(this.shared).hasCause(this.shared).hasMessage(this.shared.getMessage());
		assertSameContent(own);
		assertThat(own.getError()).isEqualTo(this.shared.getError());
		assertThat(own.getStackTrace()).extracting(StackTraceElement::getMethodName)
			.contains("aCallersOwnHasTheSameContentTheSharedCauseAndItsOwnStackTrace");
	}

	private static void assertSameContent(DinteroAuthorizationException failure) {
		assertThat(failure).hasMessage("What happened. What to do");
		assertThat(failure.getRegistrationId()).isEqualTo("dintero");
		assertThat(failure.getAccountId()).isEqualTo("T11200001");
		assertThat(failure.getEndpoint()).isEqualTo(ENDPOINT);
		assertThat(failure.getStatus()).isEqualTo(429);
		assertThat(failure.getCode()).isEqualTo("too_many_requests");
		assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(failure.getErrors()).containsExactly(Map.of("field", "audience"));
	}

}
