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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AccountId}.
 */
class AccountIdTests {

	@ParameterizedTest
	@ValueSource(strings = { "T12345678", "P12345678", "T11200000", "T112", "P000" })
	void threeOrEightDigitsOfTestOrProductionAreAnAccountId(String value) {
		assertThat(AccountId.isValid(value)).isTrue();
		assertThat(new AccountId(value)).hasToString(value).isEqualTo(new AccountId(value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "T", "12345678", "T12", "T1234", "T1234567", "T123456789", "t12345678",
			"X12345678", "TT1234567", " T12345678", "T12345678 ", "T12345678\n", "T1234567a", "T12345678/../T87654321",
			"T\u0661\u0662\u0663", "T12345678?x", "T123\n45678" })
	void anythingElseIsNone(String value) {
		assertThat(AccountId.isValid(value)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(value))
			.withMessageContaining("'T' or 'P' and eight or three digits");
	}

}
