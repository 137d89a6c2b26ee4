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

package com.dintero.auth.autoconfigure.store;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import com.dintero.auth.autoconfigure.CurrentProperties;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;
import com.dintero.auth.internal.store.EncryptionKey;

/**
 * Reads the current keys of the token store from the environment. A change in a property
 * source, such as a directory, therefore needs no restart.
 */
class EncryptionKeys implements Supplier<List<EncryptionKey>> {

	private static final Log logger = LogFactory.getLog(EncryptionKeys.class);

	private static final String PROPERTY = "dintero.auth.store.encryption.keys";

	/**
	 * The same interval as for client secrets.
	 */
	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private final CurrentProperties properties;

	private final Clock clock;

	private volatile Read read;

	/**
	 * Creates the keys.
	 * @throws InvalidDinteroPropertiesException if there is no key, or an invalid one
	 */
	EncryptionKeys(CurrentProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
		this.read = new Read(read(), clock.millis());
	}

	@Override
	public List<EncryptionKey> get() {
		Read read = this.read;
		long now = this.clock.millis();
		if (Long.compareUnsigned(now - read.at(), INTERVAL.toMillis()) < 0) {
			return read.keys();
		}
		// Before the keys are read, so other threads do not read them too
		this.read = new Read(read.keys(), now);
		try {
			this.read = new Read(read(), now);
		}
		catch (RuntimeException ex) {
			// The message of another exception could contain a key
			logger.warn("The keys of the token store have changed to invalid keys%s. The previous keys stay in use"
				.formatted((ex instanceof InvalidDinteroPropertiesException) ? ": " + ex.getMessage() : ""));
		}
		return this.read.keys();
	}

	private List<EncryptionKey> read() {
		List<DinteroAuthProperties.EncryptionKey> properties = this.properties.encryptionKeys();
		List<Problem> problems = new ArrayList<>();
		List<EncryptionKey> keys = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < properties.size(); i++) {
			EncryptionKey key = key("%s[%d]".formatted(PROPERTY, i), properties.get(i), problems);
			if (key != null && ids.add(key.id())) {
				keys.add(key);
			}
			else if (key != null) {
				problems.add(new Problem("%s[%d].id".formatted(PROPERTY, i), key.id(), "is the id of another key",
						"Give each key an id of its own"));
			}
		}
		if (properties.isEmpty()) {
			problems.add(new Problem(PROPERTY, null, "is required with a token store",
					"Add a key with an 'id' and a 'value' of 32 random bytes in Base64, such as the output of "
							+ "'openssl rand -base64 32'"));
		}
		if (!problems.isEmpty()) {
			throw new InvalidDinteroPropertiesException(problems);
		}
		return List.copyOf(keys);
	}

	private static @Nullable EncryptionKey key(String property, DinteroAuthProperties.EncryptionKey key,
			List<Problem> problems) {
		try {
			return EncryptionKey.of((key.id() != null) ? key.id() : "", (key.value() != null) ? key.value() : "");
		}
		catch (IllegalArgumentException ex) {
			problems.add(new Problem(property, null, "is invalid. " + ex.getMessage(),
					"Use an 'id' of visible characters and a 'value' of 32 random bytes in Base64, such as the output of "
							+ "'openssl rand -base64 32'"));
			return null;
		}
	}

	private record Read(List<EncryptionKey> keys, long at) {

	}

}
