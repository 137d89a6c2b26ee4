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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * Encrypts with AES-256-GCM and a fresh nonce. The place in the store is additional data,
 * so nobody can move a value to another place.
 * <p>
 * The format is a version, the length and the bytes of the key's id, the nonce, and the
 * encrypted text with its tag.
 */
final class StoreCipher {

	private static final byte VERSION = 1;

	private static final int NONCE_LENGTH = 12;

	private static final int TAG_LENGTH = 16;

	private final Supplier<List<EncryptionKey>> keys;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Create a cipher.
	 * @param keys the keys of the moment: the first encrypts, all decrypt
	 */
	StoreCipher(Supplier<List<EncryptionKey>> keys) {
		this.keys = keys;
	}

	/**
	 * Encrypt a text.
	 * @param place where it will be stored
	 * @param text the text
	 * @return the encrypted text
	 */
	byte[] encrypt(String place, byte[] text) {
		EncryptionKey key = this.keys.get().get(0);
		byte[] id = key.id().getBytes(StandardCharsets.US_ASCII);
		byte[] nonce = new byte[NONCE_LENGTH];
		this.random.nextBytes(nonce);
		byte[] header = ByteBuffer.allocate(2 + id.length).put(VERSION).put((byte) id.length).put(id).array();
		try {
			byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key.key(), nonce, header, place).doFinal(text);
			return ByteBuffer.allocate(header.length + nonce.length + encrypted.length)
				.put(header)
				.put(nonce)
				.put(encrypted)
				.array();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The JVM does not encrypt with AES-256-GCM", ex);
		}
	}

	/**
	 * Decrypt a text.
	 * @param place where it was stored
	 * @param content the encrypted text
	 * @return the text, or {@code null} if no key decrypts it
	 */
	byte @Nullable [] decrypt(String place, byte[] content) {
		int idLength = (content.length > 1 && content[0] == VERSION) ? content[1] : -1;
		int headerLength = 2 + idLength;
		if (idLength < 0 || content.length < headerLength + NONCE_LENGTH + TAG_LENGTH) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(content);
		byte[] header = new byte[headerLength];
		byte[] nonce = new byte[NONCE_LENGTH];
		buffer.get(header).get(nonce);
		byte[] encrypted = new byte[buffer.remaining()];
		buffer.get(encrypted);
		String id = new String(header, 2, idLength, StandardCharsets.US_ASCII);
		for (EncryptionKey key : this.keys.get()) {
			if (key.id().equals(id)) {
				return decrypt(key.key(), nonce, header, place, encrypted);
			}
		}
		return null;
	}

	private static byte @Nullable [] decrypt(SecretKey key, byte[] nonce, byte[] header, String place,
			byte[] encrypted) {
		try {
			return cipher(Cipher.DECRYPT_MODE, key, nonce, header, place).doFinal(encrypted);
		}
		catch (GeneralSecurityException ex) {
			// Another key, or another text: the caller counts it
			return null;
		}
	}

	private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] header, String place)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
		cipher.updateAAD(header);
		cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

}
