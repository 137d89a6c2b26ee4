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

package com.dintero.auth.internal.user;

import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.PasswordlessRecipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Only the documented answer of an operation is its success.
 */
@ParameterizedClass
@EnumSource(Face.class)
class UserAnswersTests {

	private static final String ERROR = "{\"error\":{\"message\":\"No\"}}";

	@AutoClose
	private final UserFixture fixture = new UserFixture();

	private final MockDintero dintero = this.fixture.dintero();

	@Parameter
	private Face face;

	@ParameterizedTest
	@MethodSource
	void aCodeIsSentWithNoContentOnly(MockFault answer) {
		this.dintero.passwordlessEndpoint().failAlways(answer);
		assertInvalidResponse(() -> client().sendCode(PasswordlessRecipient.byEmail("ada@example.com")));
	}

	static Stream<MockFault> aCodeIsSentWithNoContentOnly() {
		return Stream.of(MockFault.error(200, "text/html", "<h1>Welcome</h1>"), MockFault.body(ERROR),
				MockFault.body("{}"), MockFault.error(200, null, ""), MockFault.error(202, null, ""));
	}

	@ParameterizedTest
	@MethodSource
	void aTokenIsRevokedWithAnObjectThatIsNoErrorOnly(MockFault answer) {
		this.dintero.revocationEndpoint().failAlways(answer);
		assertInvalidResponse(() -> client().revoke("some-refresh-token"));
	}

	static Stream<MockFault> aTokenIsRevokedWithAnObjectThatIsNoErrorOnly() {
		return Stream.of(MockFault.error(200, "text/html", "<h1>Welcome</h1>"), MockFault.body(ERROR),
				MockFault.body("[]"), MockFault.body("{"), MockFault.error(200, null, ""),
				MockFault.error(204, null, ""), MockFault.error(202, "application/json", "{}"));
	}

	@Test
	void theDocumentedAnswersAreSuccesses() {
		client().sendCode(PasswordlessRecipient.byEmail("ada@example.com"));
		this.dintero.revocationEndpoint().failAlways(MockFault.body("{}"));
		client().revoke("some-refresh-token");
	}

	@Test
	void anErrorObjectIsNoTokenEvenBesideOne() {
		this.dintero.userTokenEndpoint()
			.failAlways(MockFault.body("{\"access_token\":\"abc\",\"token_type\":\"Bearer\",\"expires_in\":60,"
					+ "\"error\":{\"message\":\"No\"}}"));
		assertInvalidResponse(() -> client().signIn("ada", UserFixture.ADAS_PASSWORD));
	}

	@Test
	void aRevocationThatIsNotAcceptedBlamesEitherToken() {
		this.dintero.revocationEndpoint().failAlways(MockFault.status(401));
		assertThat(
				catchThrowableOfType(DinteroAuthorizationException.class, () -> client().revoke("some-refresh-token")))
			.hasMessageContainingAll("does not accept the refresh token", "or the registration's own token");
	}

	@Test
	void theSecondFactorTakesAnAccountIdOfEightDigits() {
		DinteroUserClient shortForm = this.fixture.client(this.face, "short");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> shortForm.requestChallenge("some-mfa-token", MfaChannel.SMS))
			.withMessageContainingAll("eight digits", "account-id: T11200000", "'short'");
		assertThatIllegalArgumentException().isThrownBy(() -> shortForm.startRecovery("ada", MfaChannel.SMS))
			.withMessageContainingAll("eight digits", "account-id: T11200000", "'short'");
		assertThat(this.dintero.requests()).isEmpty();
	}

	private void assertInvalidResponse(Runnable operation) {
		DinteroAuthorizationException failure = catchThrowableOfType(DinteroAuthorizationException.class,
				operation::run);
		assertThat(failure).isNotNull();
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
		assertThat(failure).hasMessageContaining("Check the base URL");
	}

	private DinteroUserClient client() {
		return this.fixture.client(this.face);
	}

}
