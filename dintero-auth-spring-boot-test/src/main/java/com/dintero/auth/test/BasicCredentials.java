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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * The credentials of a Basic {@code Authorization} header, as they are: UTF-8, not form
 * encoded.
 *
 * @param clientId the client id
 * @param clientSecret the client secret
 */
record BasicCredentials(String clientId, String clientSecret) {

	private static final String SCHEME = "Basic ";

	static @Nullable BasicCredentials parse(@Nullable String header) {
		if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return null;
		}
		try {
			byte[] bytes = Base64.getDecoder().decode(header.substring(SCHEME.length()));
			String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			int colon = decoded.indexOf(':');
			return (colon > 0) ? new BasicCredentials(decoded.substring(0, colon), decoded.substring(colon + 1)) : null;
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return null;
		}
	}

	boolean matches(MockDinteroClient client) {
		return client.clientId().equals(this.clientId) && client.clientSecret().equals(this.clientSecret);
	}

	@Override
	public String toString() {
		return "BasicCredentials[clientId=%s, clientSecret=***]".formatted(this.clientId);
	}

}
