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

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The last codes that were sent to users, in order.
 */
final class SentCodes {

	static final int MAXIMUM = 10_000;

	private static final int CODES = 1_000_000;

	private final SecureRandom random = new SecureRandom();

	private final Deque<MockSentCode> codes = new ArrayDeque<>();

	String newCode() {
		return "%06d".formatted(this.random.nextInt(CODES));
	}

	synchronized void add(MockSentCode code) {
		this.codes.add(code);
		if (this.codes.size() > MAXIMUM) {
			this.codes.remove();
		}
	}

	synchronized List<MockSentCode> all() {
		return List.copyOf(this.codes);
	}

	synchronized MockSentCode last(String username) {
		Iterator<MockSentCode> latestFirst = this.codes.descendingIterator();
		while (latestFirst.hasNext()) {
			MockSentCode code = latestFirst.next();
			if (code.username().equals(username)) {
				return code;
			}
		}
		throw new NoSuchElementException("No code was sent to '%s'".formatted(username));
	}

	synchronized void clear() {
		this.codes.clear();
	}

}
