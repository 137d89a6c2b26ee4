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

package com.dintero.auth.benchmarks.story;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

import com.dintero.auth.benchmarks.client.DinteroClient;
import com.dintero.auth.benchmarks.client.GoogleAuthClient;
import com.dintero.auth.benchmarks.client.SpringSecurityClient;
import com.dintero.auth.benchmarks.client.TokenClient;
import com.dintero.auth.benchmarks.client.TokenEndpoint;
import com.dintero.auth.benchmarks.server.ServerAddress;

/**
 * Measures the heap that the tokens of many merchants take.
 */
public final class WarmHeap {

	static final int MERCHANTS = 5_000;

	static final int WARM_UP_MERCHANTS = 5_000;

	static final String LOADED = "loaded";

	private static final int CALLERS = 16;

	private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

	private WarmHeap() {
	}

	/**
	 * Measure, and print the bytes for each merchant beyond its token.
	 * @param args where MockDintero is, and the client
	 * @throws IOException if there are no tokens
	 */
	public static void main(String[] args) throws IOException {
		try (TokenClient client = client(args[1], new ServerAddress(args[0]))) {
			// They stay, so that what comes with the first tokens only, and what goes
			// again after them, is not measured
			load(client, MERCHANTS + 1, MERCHANTS + WARM_UP_MERCHANTS);
			tokenBytes(client, MERCHANTS + 1, MERCHANTS + WARM_UP_MERCHANTS);
			long before = reachableBytes();
			load(client, 1, MERCHANTS);
			long after = reachableBytes();
			System.out.println(LOADED);
			System.in.read();
			long tokens = tokenBytes(client, 1, MERCHANTS);
			System.out.println((double) (after - before - tokens) / MERCHANTS);
		}
		System.exit(0);
	}

	private static TokenClient client(String name, ServerAddress server) {
		return switch (name) {
			case "springSecurity" -> new SpringSecurityClient(server, null, Clock.systemUTC());
			case "googleAuth" -> new GoogleAuthClient(new TokenEndpoint(server), null);
			default -> DinteroClient.start(server);
		};
	}

	private static void load(TokenClient client, int first, int last) {
		Crowd.ofPlatformThreads(CALLERS)
			.share(last - first + 1, (i) -> client.getToken(ServerAddress.merchant(first + i)));
	}

	private static long tokenBytes(TokenClient client, int first, int last) throws IOException {
		long bytes = 0;
		for (int i = first; i <= last; i++) {
			bytes += bytes(client.value(client.getToken(ServerAddress.merchant(i))));
		}
		return bytes;
	}

	// A string, and an array of bytes: objects begin every eight bytes
	private static long bytes(String token) {
		return 24L + (16 + token.length() + 7) / 8 * 8L;
	}

	// The bytes of all objects that can be reached. The heap that is in use is more: a
	// collector leaves gaps where closing them is not worth it
	private static long reachableBytes() {
		try {
			Object histogram = ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
			Matcher total = TOTAL.matcher(histogram.toString());
			if (!total.find()) {
				throw new IllegalStateException("There is no total in the histogram");
			}
			return Long.parseLong(total.group(1));
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
