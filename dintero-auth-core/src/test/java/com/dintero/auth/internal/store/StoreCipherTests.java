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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoreCipherTests {

	private static final byte[] TEXT = "a token".getBytes(StandardCharsets.UTF_8);

	private final EncryptionKey first = key("2026-01", 1);

	private final EncryptionKey second = key("2026-02", 2);

	private final AtomicReference<List<EncryptionKey>> keys = new AtomicReference<>(List.of(this.first));

	private final StoreCipher cipher = new StoreCipher(this.keys::get);

	@Test
	void decryptsWhatItHasEncrypted() {
		assertThat(this.cipher.decrypt("place", this.cipher.encrypt("place", TEXT))).isEqualTo(TEXT);
	}

	@Test
	void encryptsTheSameTextDifferentlyEachTime() {
		assertThat(this.cipher.encrypt("place", TEXT)).isNotEqualTo(this.cipher.encrypt("place", TEXT));
	}

	@Test
	void doesNotContainTheText() {
		assertThat(new String(this.cipher.encrypt("place", TEXT), StandardCharsets.ISO_8859_1)).doesNotContain("token");
	}

	@Test
	void aTextThatWasMovedToAnotherPlaceIsNotDecrypted() {
		assertThat(this.cipher.decrypt("another place", this.cipher.encrypt("place", TEXT))).isNull();
	}

	@Test
	void aTextIsNotDecryptedIfAnyOfItsBytesWasChanged() {
		byte[] encrypted = this.cipher.encrypt("place", TEXT);
		for (int i = 0; i < encrypted.length; i++) {
			byte[] changed = encrypted.clone();
			changed[i] ^= 1;
			assertThat(this.cipher.decrypt("place", changed)).as("byte %d", i).isNull();
		}
	}

	@Test
	void aTextIsNotDecryptedIfItIsTooShort() {
		byte[] encrypted = this.cipher.encrypt("place", TEXT);
		for (int length = 0; length < encrypted.length; length++) {
			assertThat(this.cipher.decrypt("place", Arrays.copyOf(encrypted, length))).isNull();
		}
	}

	@Test
	void theFirstKeyEncryptsAndAllDecrypt() {
		byte[] before = this.cipher.encrypt("place", TEXT);
		this.keys.set(List.of(this.second, this.first));
		byte[] after = this.cipher.encrypt("place", TEXT);
		assertThat(this.cipher.decrypt("place", before)).isEqualTo(TEXT);
		this.keys.set(List.of(this.second));
		assertThat(this.cipher.decrypt("place", before)).isNull();
		assertThat(this.cipher.decrypt("place", after)).isEqualTo(TEXT);
	}

	@Test
	void anotherKeyOfTheSameIdDecryptsNothing() {
		byte[] encrypted = this.cipher.encrypt("place", TEXT);
		this.keys.set(List.of(key("2026-01", 3)));
		assertThat(this.cipher.decrypt("place", encrypted)).isNull();
	}

	private static EncryptionKey key(String id, int value) {
		byte[] bytes = new byte[EncryptionKey.LENGTH];
		bytes[0] = (byte) value;
		return EncryptionKey.of(id, Base64.getEncoder().encodeToString(bytes));
	}

}
