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

import org.junit.jupiter.api.Test;
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

	@ParameterizedTest
	@ValueSource(strings = { "T12345678", "P12345678", "T11200001", "T11200000" })
	void aMerchantsHasEightDigits(String value) {
		assertThat(AccountId.ofMerchant(value)).isEqualTo(new AccountId(value)).hasToString(value);
	}

	// It may come from a user, and becomes part of a URL
	@ParameterizedTest
	@ValueSource(strings = { "", " ", "T", "T112", "P000", "12345678", "T1234567", "T123456789", "t12345678",
			"X12345678", "TT1234567", " T12345678", "T12345678 ", "T12345678\n", "T12345678\r\n", "\nT12345678",
			"T12345678\u0000", "T12345678\u2028", "T1234567\u0668", "T\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
			"\uff3412345678", "T\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", "T1234567\u00b2", "\u202eT12345678",
			"T12345678\ud83d\udd11", "../T12345678", "T12345678/..", "T12345678/../T87654321", "T12345678/",
			"/T12345678", "T12345678?x=y", "T12345678#x", "T12345678;x", "T12345678%2f..",
			"%54%31%32%33%34%35%36%37%38", "T12345678\\", "T12345678@example.com", "T12345678\nAuthorization: x",
			"T12345678\",\"account_id\":\"T87654321", "${jndi:ldap://example.com}", "T-1234567", "T+1234567",
			"T1234567.", "T0x123456" })
	void nothingElseIsAMerchants(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> AccountId.ofMerchant(value))
			.withMessage("Not the account id of a merchant ('T' or 'P' and eight digits)");
	}

	@Test
	void aLongTextIsRefusedInNoTime() {
		String digits = "T" + "1".repeat(10_000_000);
		assertThatIllegalArgumentException().isThrownBy(() -> AccountId.ofMerchant(digits))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(200));
	}

	@ParameterizedTest
	@ValueSource(strings = { "T11200000", "P11200000", "T00000000", "P99900000" })
	void aPartnersEndsInFiveZeros(String value) {
		assertThat(new AccountId(value).isPartner()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "T11200001", "T11210000", "T00000001", "P12345678", "T112", "P000" })
	void anyOtherIsNoPartners(String value) {
		assertThat(new AccountId(value).isPartner()).isFalse();
	}

}
