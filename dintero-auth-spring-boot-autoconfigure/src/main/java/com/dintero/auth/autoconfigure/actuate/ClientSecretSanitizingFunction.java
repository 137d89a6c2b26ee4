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

package com.dintero.auth.autoconfigure.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.util.StringUtils;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.CurrentProperties;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.EncryptionKey;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;

/**
 * Hides client secrets, API keys, the proxy's password and keys of the token store, and
 * every value that contains one. An environment variable or a document with the whole
 * configuration may also contain one.
 */
class ClientSecretSanitizingFunction implements SanitizingFunction {

	private final List<String> atStart;

	private final DinteroRegistrations registrations;

	private final CurrentProperties current;

	ClientSecretSanitizingFunction(DinteroAuthProperties properties, DinteroRegistrations registrations,
			CurrentProperties current) {
		// An environment variable goes on to have the value that it had
		this.atStart = Stream
			.of(secrets(properties.registration()), values(properties.store().encryption().keys()),
					Stream.ofNullable(properties.http().proxy().password()))
			.flatMap(Function.identity())
			.filter(StringUtils::hasText)
			.toList();
		this.registrations = registrations;
		this.current = current;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return (isSecret(data.getKey()) || holdsSecret(data.getValue())) ? data.withSanitizedValue() : data;
	}

	// In whatever way it is written: with dots, dashes, brackets, underscores or capitals
	private static boolean isSecret(String key) {
		String name = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
		return name.equals("dinteroauthhttpproxypassword") || name.equals("dinteroauthstoreencryptionkeysvalue")
				|| (name.startsWith("dinteroauthregistration")
						&& (name.endsWith("clientsecret") || name.endsWith("apikey")));
	}

	private boolean holdsSecret(@Nullable Object value) {
		String text = String.valueOf(value);
		return Stream
			.of(this.atStart.stream(),
					this.registrations.all().stream().map((registration) -> registration.clientSecret().reveal()),
					reloaded(() -> secrets(this.current.registrations())),
					reloaded(() -> values(this.current.encryptionKeys())))
			.flatMap(Function.identity())
			.anyMatch(text::contains);
	}

	// Secrets in the current properties that nobody has used yet
	private static Stream<String> reloaded(Supplier<Stream<String>> secrets) {
		try {
			return secrets.get().filter(StringUtils::hasText);
		}
		catch (BindException ex) {
			// Nobody can use them
			return Stream.of();
		}
	}

	private static Stream<String> secrets(Map<String, Registration> registrations) {
		return registrations.values()
			.stream()
			.flatMap((registration) -> Stream.of(registration.clientSecret(), registration.apiKey()))
			.filter(Objects::nonNull);
	}

	private static Stream<String> values(List<EncryptionKey> keys) {
		return keys.stream().map(EncryptionKey::value).filter(Objects::nonNull);
	}

}
