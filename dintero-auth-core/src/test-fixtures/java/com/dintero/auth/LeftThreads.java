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

package com.dintero.auth;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads that there were before an application, to find those that it leaves behind.
 *
 * @param before those threads
 */
public record LeftThreads(Set<Thread> before) {

	private static final Duration PATIENT = Duration.ofSeconds(60);

	public static LeftThreads sinceNow() {
		return new LeftThreads(threads((thread) -> true));
	}

	/**
	 * Wait until those of token requests have ended.
	 */
	public void awaitNoneOfOurs() {
		Awaitility.await()
			.atMost(PATIENT)
			.untilAsserted(() -> assertThat(added((name) -> name.startsWith("dintero-auth-"))).isEmpty());
	}

	/**
	 * Wait until those of the JDK's HTTP clients have ended, which they do once nobody
	 * can reach the client any more.
	 */
	public void awaitNoneOfHttpClients() {
		Awaitility.await().atMost(PATIENT).untilAsserted(() -> {
			System.gc();
			assertThat(added(LeftThreads::isOfAnHttpClient)).isEmpty();
		});
	}

	public boolean hasSomeOfOurs() {
		return !added((name) -> name.startsWith("dintero-auth-")).isEmpty();
	}

	public boolean hasSomeOfHttpClients() {
		return !added(LeftThreads::isOfAnHttpClient).isEmpty();
	}

	private static boolean isOfAnHttpClient(String name) {
		return name.startsWith("HttpClient-") && name.endsWith("-SelectorManager");
	}

	private Set<Thread> added(Predicate<String> name) {
		return threads((thread) -> !this.before.contains(thread) && name.test(thread.getName()));
	}

	private static Set<Thread> threads(Predicate<Thread> filter) {
		return Thread.getAllStackTraces().keySet().stream().filter(filter).collect(Collectors.toSet());
	}

}
