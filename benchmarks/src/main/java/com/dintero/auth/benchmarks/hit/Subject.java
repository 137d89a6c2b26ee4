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

package com.dintero.auth.benchmarks.hit;

import java.io.IOException;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import com.dintero.auth.benchmarks.client.DinteroClient;
import com.dintero.auth.benchmarks.client.GoogleAuthClient;
import com.dintero.auth.benchmarks.client.MapClient;
import com.dintero.auth.benchmarks.client.SpringSecurityClient;
import com.dintero.auth.benchmarks.client.TokenClient;
import com.dintero.auth.benchmarks.client.TokenEndpoint;
import com.dintero.auth.benchmarks.server.ServerAddress;
import com.dintero.auth.benchmarks.story.Crowd;

/**
 * A client with all its tokens, and the keys to ask it for. There is a type for each, so
 * that a benchmark knows one only, as an application does.
 */
@State(Scope.Benchmark)
public abstract class Subject {

	/**
	 * The system property that says where MockDintero is.
	 */
	public static final String SERVER_PROPERTY = "benchmarks.server";

	/**
	 * The system property that says where Redis is.
	 */
	public static final String REDIS_PROPERTY = "benchmarks.redis";

	private static final int ORDER_LENGTH = 1 << 16;

	private static final long SEED = 20261121;

	private static final int LOADING_THREADS = 32;

	/**
	 * How many keys there are.
	 */
	@Param("1")
	public int keys = 1;

	String[] order = new String[0];

	abstract TokenClient client();

	/**
	 * Get the tokens.
	 * @throws IOException if there are none
	 */
	@Setup
	public void load() throws IOException {
		client().getToken();
		if (this.keys > 1) {
			Crowd.ofPlatformThreads(LOADING_THREADS)
				.share(this.keys, (i) -> client().getToken(ServerAddress.merchant(i + 1)));
			// Strings that are equal to those that were asked for, and not the same
			String[] accounts = IntStream.rangeClosed(1, this.keys)
				.mapToObj(ServerAddress::merchant)
				.toArray(String[]::new);
			this.order = new Random(SEED).ints(ORDER_LENGTH, 0, this.keys)
				.mapToObj((i) -> accounts[i])
				.toArray(String[]::new);
		}
		// Tokens live long: they are side by side, and not where each of their requests
		// has left them amid its own garbage
		System.gc();
	}

	/**
	 * Let the client go.
	 */
	@TearDown
	public void close() {
		client().close();
	}

	final String account(Position position) {
		return this.order[position.next() & (ORDER_LENGTH - 1)];
	}

	private static ServerAddress server() {
		return new ServerAddress(System.getProperty(SERVER_PROPERTY));
	}

	/**
	 * This project.
	 */
	@State(Scope.Benchmark)
	public static class Dintero extends Subject {

		final DinteroClient client = DinteroClient.start(server());

		@Override
		TokenClient client() {
			return this.client;
		}

	}

	/**
	 * This project, with a store that instances share.
	 */
	@State(Scope.Benchmark)
	public static class Shared extends Subject {

		final DinteroClient client = DinteroClient.startShared(server(), Integer.getInteger(REDIS_PROPERTY));

		@Override
		TokenClient client() {
			return this.client;
		}

	}

	/**
	 * The baseline.
	 */
	@State(Scope.Benchmark)
	public static class Map extends Subject {

		final MapClient client = new MapClient(new TokenEndpoint(server()));

		@Override
		TokenClient client() {
			return this.client;
		}

	}

	/**
	 * Spring Security.
	 */
	@State(Scope.Benchmark)
	public static class SpringSecurity extends Subject {

		final SpringSecurityClient client = new SpringSecurityClient(server(), null, Clock.systemUTC());

		@Override
		TokenClient client() {
			return this.client;
		}

	}

	/**
	 * The library google-auth-library-java.
	 */
	@State(Scope.Benchmark)
	public static class GoogleAuth extends Subject {

		final GoogleAuthClient client = new GoogleAuthClient(new TokenEndpoint(server()), null);

		@Override
		TokenClient client() {
			return this.client;
		}

	}

	/**
	 * Where in the order a thread is.
	 */
	@State(Scope.Thread)
	public static class Position {

		private int next = ThreadLocalRandom.current().nextInt();

		int next() {
			return this.next++;
		}

	}

}
