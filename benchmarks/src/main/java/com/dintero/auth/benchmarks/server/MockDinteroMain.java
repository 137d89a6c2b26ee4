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

package com.dintero.auth.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockEndpoint;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockMerchant;

/**
 * Runs MockDintero and does what it is told on the standard input, a line each, which it
 * answers with a line. It ends when the input does.
 */
public final class MockDinteroMain {

	/**
	 * Enough to see what was answered lately, not so much that keeping it costs anything.
	 */
	private static final int RECORDED_REQUESTS = 5_000;

	private final MockDintero dintero;

	private final Arrivals arrivals;

	private final Chaos chaos;

	private MockDinteroMain(MockDintero dintero) {
		this.dintero = dintero;
		this.arrivals = new Arrivals(() -> tokenEndpoints().stream().mapToInt(MockEndpoint::requestCount).sum());
		this.chaos = new Chaos(dintero);
	}

	/**
	 * Start the server.
	 * @param args none
	 * @throws IOException if the input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		// It warns of each client that gave up, which is what some of them are for
		Logger.getLogger("").setLevel(Level.OFF);
		MockDinteroClient partner = MockDinteroClient.of(ServerAddress.PARTNER_ID, ServerAddress.CLIENT_ID,
				ServerAddress.CLIENT_SECRET);
		MockDinteroClient shop = MockDinteroClient.of(ServerAddress.SHOP_ID, ServerAddress.SHOP_CLIENT_ID,
				ServerAddress.CLIENT_SECRET);
		try (MockDintero dintero = MockDintero.builder()
			.client(partner)
			.client(shop)
			.recordedRequests(RECORDED_REQUESTS)
			.start()) {
			System.out.println(dintero.baseUrl());
			new MockDinteroMain(dintero).serve();
		}
		System.exit(0);
	}

	private void serve() throws IOException {
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = commands.readLine(); line != null; line = commands.readLine()) {
			String[] words = line.split(" ", -1);
			System.out.println(execute(words[0], (words.length > 1) ? words[1] : ""));
		}
	}

	private String execute(String command, String argument) {
		return switch (command) {
			case "merchants" -> merchants(Integer.parseInt(argument));
			case "lifetime" -> done(() -> this.dintero.tokenLifetime(Duration.parse(argument)));
			case "delay" ->
				done(() -> tokenEndpoints().forEach((endpoint) -> endpoint.delay(Duration.parse(argument))));
			case "fail" -> done(() -> tokenEndpoints().forEach((endpoint) -> endpoint.failAlways(fault(argument))));
			case "reset" -> done(this::reset);
			case "traffic" -> traffic();
			case "arrivals" -> this.arrivals.toString();
			case "chaos" -> done(this.chaos::start);
			case "calm" -> done(this.chaos::stop);
			case "faults" -> this.chaos.toString();
			case "forbidden" -> Long.toString(forbidden());
			default -> throw new IllegalArgumentException("There is no command '%s'".formatted(command));
		};
	}

	private String merchants(int count) {
		for (int i = 1; i <= count; i++) {
			this.dintero.register(MockMerchant.of(ServerAddress.PARTNER_ID, ServerAddress.merchant(i)));
		}
		return "done";
	}

	private void reset() {
		this.dintero.reset();
		this.arrivals.restart();
	}

	private String traffic() {
		return "%d %d %d %d".formatted(this.dintero.tokenEndpoint().requestCount(),
				this.dintero.exchangeEndpoint().requestCount(), this.dintero.merchantTokenEndpoint().requestCount(),
				this.dintero.peakTokenRequests());
	}

	// Nothing that is injected answers so: a token went where it does not belong
	private long forbidden() {
		return this.dintero.requests().stream().filter((request) -> request.status() == 403).count();
	}

	private List<MockEndpoint> tokenEndpoints() {
		return List.of(this.dintero.tokenEndpoint(), this.dintero.exchangeEndpoint(),
				this.dintero.merchantTokenEndpoint());
	}

	private static MockFault fault(String name) {
		return switch (name) {
			case "hang" -> MockFault.hang();
			case "429" -> MockFault.rateLimited("3");
			default -> MockFault.status(Integer.parseInt(name));
		};
	}

	private static String done(Runnable command) {
		command.run();
		return "done";
	}

}
