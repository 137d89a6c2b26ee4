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

package com.dintero.auth.internal.store;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EncryptionKeyTests {

	private static final String VALUE = Base64.getEncoder().encodeToString(new byte[32]);

	@Test
	void has32BytesInBase64() {
		assertThat(EncryptionKey.of("1", VALUE).key().getEncoded()).isEqualTo(new byte[32]);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 16, 31, 33 })
	void aKeyOfAnotherLengthIsRefused(int length) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> EncryptionKey.of("1", Base64.getEncoder().encodeToString(new byte[length])))
			.withMessage("A key has 32 bytes, and this one has %d", length);
	}

	@Test
	void aKeyThatIsNotInBase64IsRefusedAndNotQuoted() {
		assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKey.of("1", "s3cr3t!"))
			.withMessage("A key is written in Base64")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "with space", "é" })
	void anIdThatIsNotVisibleAsciiIsRefused(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> EncryptionKey.of(id, VALUE));
	}

	@Test
	void isNotPrinted() {
		assertThat(EncryptionKey.of("2026-01", VALUE)).hasToString("EncryptionKey[id=2026-01]");
	}

}
