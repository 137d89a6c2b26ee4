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

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockEndpoint;
import com.dintero.auth.test.MockFault;

/**
 * All that can go wrong at a server, at random: every moment another endpoint gets other
 * faults, tokens are revoked, and for a second now and then everything is well.
 */
final class Chaos {

	/**
	 * Short enough that a token does not expire while its request is delayed: the client
	 * could not help that.
	 */
	private static final int MAXIMUM_DELAY = 200;

	private final Clock clock = Clock.systemUTC();

	private final MockDintero dintero;

	private final List<Supplier<MockFault>> faults = List.of(() -> MockFault.status(500), () -> MockFault.status(503),
			() -> MockFault.rateLimited(null), () -> MockFault.rateLimited("1"),
			() -> MockFault.rateLimited(
					DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(this.clock).plusSeconds(2))),
			MockFault::hang, MockFault::disconnect, MockFault::disconnectHalfway,
			() -> MockFault.error(200, "text/html", "<html>Everything is fine</html>"),
			() -> MockFault.body("{\"access_token\":7}"), () -> MockFault.error(502, null, ""),
			() -> MockFault.oversized(2_000_000));

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	private volatile boolean running;

	Chaos(MockDintero dintero) {
		this.dintero = dintero;
	}

	synchronized void start() {
		this.running = true;
		Thread thread = new Thread(this::run, "chaos");
		thread.setDaemon(true);
		thread.start();
	}

	synchronized void stop() {
		this.running = false;
		endpoints().forEach(MockEndpoint::recover);
	}

	private void run() {
		try {
			while (this.running) {
				act(ThreadLocalRandom.current());
				Thread.sleep(ThreadLocalRandom.current().nextInt(50, 400));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void act(ThreadLocalRandom random) {
		if (!this.running) {
			return;
		}
		MockEndpoint endpoint = endpoints().get(random.nextInt(endpoints().size()));
		switch (random.nextInt(10)) {
			case 0, 1, 2 -> {
				MockFault fault = fault(random);
				endpoint.failNext(random.nextInt(1, 20), fault);
				count(fault.toString());
			}
			case 3 -> {
				MockFault fault = fault(random);
				endpoint.failAlways(fault);
				count("always " + fault);
			}
			case 4 -> {
				endpoint.delay(Duration.ofMillis(random.nextInt(MAXIMUM_DELAY)));
				count("slow");
			}
			case 5 -> revoke(random);
			default -> {
				endpoint.recover();
				count("recovery");
			}
		}
	}

	// A token that is revoked is renewed once in a few seconds only, so this is no more
	// frequent for one account
	private void revoke(ThreadLocalRandom random) {
		int number = random.nextInt(100);
		if (number == 0) {
			this.dintero.revokeTokens();
			count("all tokens revoked");
		}
		else if (number < 20) {
			this.dintero.revokeTokens((number < 10) ? ServerAddress.PARTNER_ID : ServerAddress.SHOP_ID);
			count("tokens of a client revoked");
		}
		else {
			this.dintero.revokeTokens(ServerAddress.merchant(random.nextInt(1, 201)));
			count("tokens of a merchant revoked");
		}
	}

	private MockFault fault(ThreadLocalRandom random) {
		return this.faults.get(random.nextInt(this.faults.size())).get();
	}

	private void count(String what) {
		this.counts.computeIfAbsent(what, (name) -> new LongAdder()).increment();
	}

	private List<MockEndpoint> endpoints() {
		return List.of(this.dintero.tokenEndpoint(), this.dintero.exchangeEndpoint(),
				this.dintero.merchantTokenEndpoint(), this.dintero.resources());
	}

	@Override
	public String toString() {
		return new TreeMap<>(this.counts).toString();
	}

}
