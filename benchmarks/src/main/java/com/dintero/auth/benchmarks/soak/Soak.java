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

package com.dintero.auth.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Hooks;

import com.dintero.auth.benchmarks.server.MockDinteroProcess;
import com.dintero.auth.benchmarks.server.ServerAddress;

/**
 * Puts an application under full load while everything goes wrong at the server, and
 * looks whether it holds: no token where it does not belong, no failure but its own and
 * those of the resources, no leak.
 */
public final class Soak {

	private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(5);

	private static final Duration LONGEST_FIRST_LEG = Duration.ofMinutes(1);

	/**
	 * One for each token, and some for what is common to all.
	 */
	private static final int THREAD_LIMIT = Target.MERCHANTS + 50;

	private static final int RARE = 100;

	/**
	 * Kilobytes: what buffers and compiled code may take that were not there early on.
	 */
	private static final long HEAP_TOLERANCE = 6 * 1024;

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private Soak() {
	}

	/**
	 * Run.
	 * @param args how many minutes, by default 10
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		Locale.setDefault(Locale.ROOT);
		Duration length = Duration
			.ofMillis(Math.round(((args.length > 0) ? Double.parseDouble(args[0]) : 10) * 60_000));
		boolean well;
		try (MockDinteroProcess server = MockDinteroProcess.start()) {
			server.merchants(Target.MERCHANTS);
			server.lifetime(TOKEN_LIFETIME);
			well = run(server, length);
		}
		System.exit((well) ? 0 : 1);
	}

	private static boolean run(MockDinteroProcess server, Duration length) throws InterruptedException {
		Outcomes outcomes = new Outcomes();
		Hooks.onErrorDropped(outcomes::dropped);
		Vitals vitals = new Vitals(server);
		long heapEarly;
		long heapLate;
		long unserved;
		String faults;
		try (ConfigurableApplicationContext context = start(server.address())) {
			Callers callers = new Callers(context, server.address(), outcomes);
			vitals.start();
			Duration first = (length.dividedBy(4).compareTo(LONGEST_FIRST_LEG) < 0) ? length.dividedBy(4)
					: LONGEST_FIRST_LEG;
			server.startChaos();
			callers.run(first);
			heapEarly = Vitals.usedHeap();
			callers.run(length.minus(first));
			faults = server.stopChaos();
			heapLate = Vitals.usedHeap();
			unserved = callers.unservedAfter(PATIENCE);
			vitals.stop();
		}
		List<String> threads = Vitals.threadsThatStay();
		outcomes.print();
		System.out.printf("%nFaults: %s%nToken requests: %s%n%n", faults, server.traffic());
		Checks checks = new Checks();
		checks.check(outcomes.served() > 0, "%,d calls were served".formatted(outcomes.served()));
		checks.check(outcomes.wrong() == 0, "%d calls met a token that was not theirs".formatted(outcomes.wrong()));
		checks.check(vitals.mostForbidden() == 0,
				"the server refused %d tokens as not theirs".formatted(vitals.mostForbidden()));
		checks.check(outcomes.unexpected() == 0,
				"%d calls failed with something else".formatted(outcomes.unexpected()));
		// A failure and its cancellation may meet
		checks.check(outcomes.dropped() * RARE <= outcomes.gaveUp(),
				"%d failures of tokens that nobody waited for would be in the log, of %,d cancelled calls"
					.formatted(outcomes.dropped(), outcomes.gaveUp()));
		checks.check(unserved == 0,
				"%d of %d merchants were not served when all was well again".formatted(unserved, Target.MERCHANTS));
		checks.check(vitals.mostThreads() <= THREAD_LIMIT,
				"there were %d threads of ours at most".formatted(vitals.mostThreads()));
		checks.check(threads.isEmpty(),
				"after the end there were %d threads of ours %s".formatted(threads.size(), threads));
		checks.check(heapLate - heapEarly <= HEAP_TOLERANCE,
				"heap after collection: %,d kB early, %,d kB late".formatted(heapEarly, heapLate));
		return checks.areGood();
	}

	private static ConfigurableApplicationContext start(ServerAddress server) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("logging.level.root=error", "spring.http.clients.connect-timeout=1s",
					"spring.http.clients.read-timeout=1s", "spring.http.clients.imperative.factory=jdk",
					"dintero.auth.base-url=" + server.baseUrl(),
					"dintero.auth.registration.partner.account-id=" + ServerAddress.PARTNER_ID,
					"dintero.auth.registration.partner.client-id=" + ServerAddress.CLIENT_ID,
					"dintero.auth.registration.partner.client-secret=" + ServerAddress.CLIENT_SECRET,
					"dintero.auth.registration.partner.primary=true",
					"dintero.auth.registration.shop.account-id=" + ServerAddress.SHOP_ID,
					"dintero.auth.registration.shop.client-id=" + ServerAddress.SHOP_CLIENT_ID,
					"dintero.auth.registration.shop.client-secret=" + ServerAddress.CLIENT_SECRET)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
