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

package com.dintero.auth.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Lets so many requests through at a time, in the order of their
 * {@linkplain TokenRequestKind kinds} and, within a kind, in that of their coming. One
 * place is kept for registrations' own tokens, on which all others depend.
 */
final class RequestGate {

	private final int maximum;

	private final Map<TokenRequestKind, Queue<CompletableFuture<@Nullable Void>>> waiting = new EnumMap<>(
			TokenRequestKind.class);

	private int inside;

	private boolean closed;

	/**
	 * Create an open gate.
	 * @param maximum how many may be inside at a time, at least two
	 */
	RequestGate(int maximum) {
		if (maximum < 2) {
			throw new IllegalArgumentException("There must be room for two token requests at a time");
		}
		this.maximum = maximum;
	}

	/**
	 * Ask to be let in. Whoever got in must {@linkplain #leave() leave}. To give up
	 * waiting, complete what is returned: if that succeeds, nobody got in.
	 * @param kind what the request asks for
	 * @return completed, once there is room
	 */
	synchronized CompletableFuture<@Nullable Void> enter(TokenRequestKind kind) {
		CompletableFuture<@Nullable Void> entry = new CompletableFuture<>();
		if (this.closed) {
			entry.cancel(false);
		}
		else if (hasRoom(kind)) {
			this.inside++;
			entry.complete(null);
		}
		else {
			this.waiting.computeIfAbsent(kind, (first) -> new ArrayDeque<>()).add(entry);
		}
		return entry;
	}

	/**
	 * Make room for the next.
	 */
	void leave() {
		CompletableFuture<@Nullable Void> next;
		do {
			next = leaveTo();
		}
		// Whoever has given up leaves again
		while (next != null && !next.complete(null));
	}

	/**
	 * Let nobody in any more, nor wait.
	 */
	void close() {
		List<CompletableFuture<@Nullable Void>> entries = new ArrayList<>();
		synchronized (this) {
			this.closed = true;
			this.waiting.values().forEach(entries::addAll);
			this.waiting.clear();
		}
		entries.forEach((entry) -> entry.cancel(false));
	}

	// In one go, so that no newcomer takes the place of those who wait for it
	private synchronized @Nullable CompletableFuture<@Nullable Void> leaveTo() {
		this.inside--;
		// In the order of the kinds
		for (Map.Entry<TokenRequestKind, Queue<CompletableFuture<@Nullable Void>>> queue : this.waiting.entrySet()) {
			CompletableFuture<@Nullable Void> entry = (hasRoom(queue.getKey())) ? queue.getValue().poll() : null;
			if (entry != null) {
				this.inside++;
				return entry;
			}
		}
		return null;
	}

	private boolean hasRoom(TokenRequestKind kind) {
		return this.inside < ((kind == TokenRequestKind.CLIENT_CREDENTIALS) ? this.maximum : this.maximum - 1);
	}

}
