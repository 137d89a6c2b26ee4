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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@link MockUser}, and the scopes of a {@link MockDinteroClient}.
 */
class MockUserTests {

	private static final MockUser USER = MockUser.of("T12345678", "ada", "ada's password");

	@Test
	void aUserHasNothingThatWasNotGiven() {
		assertThat(USER).isEqualTo(new MockUser("T12345678", "ada", "ada's password", "user-ada", null, null, false));
	}

	@Test
	void copiesHaveMore() {
		MockUser user = USER.withUserId("1").withEmail("ada@example.com").withPhoneNumber("+4712345678").withMfa();
		assertThat(user)
			.isEqualTo(new MockUser("T12345678", "ada", "ada's password", "1", "ada@example.com", "+4712345678", true));
		assertThat(user.withUserId("2").mfa()).isTrue();
		assertThat(USER.mfa()).isFalse();
	}

	@Test
	void aUserWithMfaHasAChannel() {
		assertThatIllegalArgumentException().isThrownBy(USER::withMfa);
		assertThat(USER.withEmail("ada@example.com").withMfa().mfa()).isTrue();
		assertThat(USER.withPhoneNumber("+4712345678").withMfa().mfa()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "X12345678,ada,password", "T1234,ada,password", "T12345678,' ',password", "T12345678,ada,' '" })
	void aUserThatCannotBeIsRejected(String accountId, String username, String password) {
		assertThatIllegalArgumentException().isThrownBy(() -> MockUser.of(accountId, username, password));
	}

	@Test
	void aBlankIsRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> USER.withUserId(""));
		assertThatIllegalArgumentException().isThrownBy(() -> USER.withEmail(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> USER.withPhoneNumber(""));
	}

	@Test
	void thePasswordIsNotInItsText() {
		assertThat(USER).hasToString("MockUser[accountId=T12345678, username=ada, password=***, userId=user-ada, "
				+ "email=null, phoneNumber=null, mfa=false]");
	}

	@Test
	void aClientHasTheScopesThatItWasGiven() {
		MockDinteroClient client = MockDinteroClient.of("T12345678", "id", "secret");
		assertThat(client.scopes()).containsExactlyInAnyOrder("read:accounts", "write:accounts:/auth/users",
				"write:accounts:/auth/mfa", "write:accounts:/auth/passwordless");
		assertThat(client.grantTypes()).containsExactlyInAnyOrder(MockGrantType.ANY, MockGrantType.AUTHORIZATION_CODE);
		assertThat(new MockDinteroClient("T12345678", "id", "secret", client.audiences())).isEqualTo(client);
		MockDinteroClient scoped = client.withScope("a").withoutScope("read:accounts").withAudience("urn:c");
		assertThat(scoped.scopes()).contains("a", "write:accounts:/auth/mfa").doesNotContain("read:accounts");
		assertThat(scoped.withGrantTypes(MockGrantType.PASSWORD).grantTypes()).containsExactly(MockGrantType.PASSWORD);
		assertThat(scoped.withGrantTypes(MockGrantType.PASSWORD).scopes()).isEqualTo(scoped.scopes());
		assertThat(scoped.withScope("a")).isEqualTo(scoped);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> scoped.scopes().add("c"));
	}

}
