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

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes what looks like a JWT, but nobody can verify its signature.
 */
final class JwtWriter {

	private static final int SIGNATURE_LENGTH = 256;

	private final SecureRandom random = new SecureRandom();

	String write(Map<String, Object> claims) {
		byte[] signature = new byte[SIGNATURE_LENGTH];
		this.random.nextBytes(signature);
		Map<String, String> header = new LinkedHashMap<>();
		header.put("alg", "RS256");
		header.put("typ", "JWT");
		return encode(json(header)) + "." + encode(json(claims)) + "." + encode(signature);
	}

	private static byte[] json(Object value) {
		return Json.write(value).getBytes(StandardCharsets.UTF_8);
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
