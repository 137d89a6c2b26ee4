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

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that encrypts the content of the store.
 *
 * @param id the id, which is stored with what the key encrypts
 * @param key the AES key
 */
public record EncryptionKey(String id, SecretKey key) {

	/**
	 * The length of an AES-256 key in bytes.
	 */
	public static final int LENGTH = 32;

	/**
	 * The maximum length of an id.
	 */
	public static final int MAXIMUM_ID_LENGTH = 64;

	/**
	 * Create a key.
	 * @param id the id, 1 to {@value #MAXIMUM_ID_LENGTH} visible characters of ASCII
	 * @param value the key in Base64
	 * @return the key
	 * @throws IllegalArgumentException if the id or the value is invalid. The message
	 * does not contain the value
	 */
	public static EncryptionKey of(String id, String value) {
		if (id.isEmpty() || id.length() > MAXIMUM_ID_LENGTH || !id.chars().allMatch((c) -> c > ' ' && c < 0x7f)) {
			throw new IllegalArgumentException(
					"An id of a key has 1 to %d visible characters of ASCII".formatted(MAXIMUM_ID_LENGTH));
		}
		byte[] bytes = decode(value);
		if (bytes.length != LENGTH) {
			throw new IllegalArgumentException(
					"A key has %d bytes, and this one has %d".formatted(LENGTH, bytes.length));
		}
		return new EncryptionKey(id, new SecretKeySpec(bytes, "AES"));
	}

	// The exception of the decoder is dropped because its message contains a character of
	// the key
	private static byte[] decode(String value) {
		try {
			return Base64.getDecoder().decode(value);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("A key is written in Base64");
		}
	}

	@Override
	public String toString() {
		return "EncryptionKey[id=%s]".formatted(this.id);
	}

}
