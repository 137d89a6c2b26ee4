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

package com.dintero.auth.internal.token;

import java.util.BitSet;

import com.dintero.auth.AccountId;

/**
 * The merchants of a registration that had a token, in a bit each. They stay known when
 * they have left the cache. Two may share a bit: it only decides whose request goes
 * first.
 */
final class KnownMerchants {

	/**
	 * 128 kilobytes at most. Partners' merchants mostly have consecutive numbers.
	 */
	private static final int BITS = 1 << 20;

	private final BitSet bits = new BitSet();

	synchronized void add(AccountId merchant) {
		this.bits.set(bit(merchant));
	}

	synchronized boolean contains(AccountId merchant) {
		return this.bits.get(bit(merchant));
	}

	// A letter and eight digits
	private static int bit(AccountId merchant) {
		return Integer.parseInt(merchant.value().substring(1)) % BITS;
	}

}
