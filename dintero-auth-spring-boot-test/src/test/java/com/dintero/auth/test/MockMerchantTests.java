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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@link MockMerchant}.
 */
class MockMerchantTests {

	@Test
	void theNameNeedNotBeGiven() {
		assertThat(MockMerchant.of("T11200000", "P98765432"))
			.isEqualTo(new MockMerchant("P98765432", "T11200000", "Mock Merchant P98765432"));
	}

	@ParameterizedTest
	@CsvSource({ "X11200001,T11200000,name", "T1120000,T11200000,name", "T112,T11200000,name",
			"T112000011,T11200000,name", "T11200000,T11200000,name", "T99900000,T11200000,name", "'',T11200000,name",
			"T11200001,T11200001,name", "T11200001,T112,name", "T11200001,X11200000,name", "T11200001,'',name",
			"T11200001,T11200000,' '" })
	void aMerchantThatCannotBeIsRejected(String accountId, String partnerId, String businessName) {
		assertThatIllegalArgumentException().isThrownBy(() -> new MockMerchant(accountId, partnerId, businessName));
	}

}
