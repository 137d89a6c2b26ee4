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

package com.dintero.auth.integration.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twenty cold instances that ask for the tokens of 500 merchants, all at once, while
 * something goes wrong. Each merchant's token is checked by the resource that it is for.
 */
class FleetFaultTests {

	private static final int INSTANCES = 20;

	private static final int MERCHANTS = 500;

	/**
	 * As many where each instance requests all tokens by itself. Twenty times 500 would
	 * only show that the machine has two cores.
	 */
	private static final int MERCHANTS_OF_ONE = 100;

	/**
	 * How many requests an instance has under way at a time, and so leases.
	 */
	private static final int LEASES = 16;

	/**
	 * More time than twenty instances take on a machine with two cores.
	 */
	private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(Instance.PARTNER, "partner", "partner-secret"))
		.start();

	@AutoClose
	private final TestRedis redis = TestRedis.standalone();

	@AutoClose
	private final CuttingProxy network = new CuttingProxy(this.redis.port());

	private List<String> merchants = IntStream.rangeClosed(1, MERCHANTS).mapToObj("T112%05d"::formatted).toList();

	private final List<Instance> instances = new ArrayList<>();

	private final Map<String, Set<String>> tokens = new ConcurrentHashMap<>();

	private final List<Throwable> failures = new ArrayList<>();

	FleetFaultTests() {
		this.merchants.forEach((merchant) -> this.dintero.register(MockMerchant.of(Instance.PARTNER, merchant)));
	}

	@AfterEach
	void close() {
		this.instances.forEach(Instance::close);
	}

	@Test
	void clocksAreTenMinutesApart() {
		IntStream.range(0, INSTANCES)
			.mapToObj((i) -> Clock.offset(Clock.systemUTC(), Duration.ofMinutes((i % 3 - 1) * 10L)))
			.forEach((clock) -> this.instances.add(instance(this.redis.port(), clock, Instance.PATIENT)));
		load(() -> {
		});
		assertOneTokenForEachMerchant();
		assertRequests(1, MERCHANTS, MERCHANTS);
	}

	@Test
	void anInstanceIsKilledWhileItHoldsLeases() {
		start(Instance.PATIENT);
		Instance killed = instance(this.redis.port(), Clock.systemUTC(), Instance.PATIENT);
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		load(killed);
		hold.awaitRequests(1, PATIENCE);
		killed.kill();
		hold.close();
		load(() -> {
		});
		assertOneTokenForEachMerchant();
		assertRequestsAreAtMost(1, MERCHANTS + LEASES, MERCHANTS + LEASES);
	}

	@Test
	void aRateLimitIsToldToOneInstance() {
		start(Instance.PATIENT);
		this.dintero.exchangeEndpoint().failNext(MockFault.rateLimited("1"));
		load(() -> {
		});
		assertOneTokenForEachMerchant();
		assertRequests(1, MERCHANTS + 1, MERCHANTS);
	}

	@Test
	void theSecretIsRotated() {
		start(Instance.PATIENT);
		load(() -> {
			this.dintero.register(MockDinteroClient.of(Instance.PARTNER, "partner", "new-secret"));
			this.instances.forEach((instance) -> instance.rotate("new-secret"));
			this.dintero.revokeTokens(Instance.PARTNER);
		});
		assertNoWrongTokenAndNoFailure();
		// With the old secret and with the new one, and each exchange once more after a
		// 401
		assertRequestsAreAtMost(2 + INSTANCES, 4 * MERCHANTS, 2 * MERCHANTS);
	}

	@Test
	void theStoreIsKilledAndStartedAgain() {
		this.merchants = this.merchants.subList(0, MERCHANTS_OF_ONE);
		start(Duration.ofMillis(150));
		load(() -> {
			this.redis.kill();
			this.redis.start();
		});
		assertNoWrongTokenAndNoFailure();
		assertRequestsAreAtMostThoseOfLoneInstances();
	}

	@Test
	void theStoreIsFrozenForFiveSeconds() {
		this.merchants = this.merchants.subList(0, MERCHANTS_OF_ONE);
		start(Duration.ofMillis(150));
		load(() -> {
			this.redis.freeze();
			CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS).execute(this.redis::thaw);
		});
		assertNoWrongTokenAndNoFailure();
		assertRequestsAreAtMostThoseOfLoneInstances();
	}

	@Test
	void theNetworkOfOneInstanceIsCutHalfwayThroughAnAnswer() {
		start(Instance.PATIENT);
		this.instances.add(instance(this.network.port(), Clock.systemUTC(), Instance.PATIENT));
		load(this.network::cutNextAnswer);
		assertNoWrongTokenAndNoFailure();
		assertRequestsAreAtMost(2, 2 * MERCHANTS, 2 * MERCHANTS);
	}

	private void start(Duration timeout) {
		IntStream.range(0, INSTANCES)
			.forEach((i) -> this.instances.add(instance(this.redis.port(), Clock.systemUTC(), timeout)));
	}

	private Instance instance(int port, Clock clock, Duration timeout) {
		return new Instance(this.dintero, port, clock, timeout, READ_TIMEOUT);
	}

	// What an instance that is killed gets does not matter
	private void load(Instance killed) {
		Flux.fromIterable(this.merchants)
			.flatMap((merchant) -> killed.reactiveTokens().getToken(Instance.REGISTRATION, merchant).onErrorComplete(),
					MERCHANTS)
			.subscribe();
	}

	private void load(Runnable fault) {
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		List<CompletableFuture<List<String>>> loads = this.instances.stream().map(this::tokens).toList();
		hold.awaitRequests(LEASES, PATIENCE);
		fault.run();
		hold.close();
		loads.forEach((load) -> load.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
	}

	private CompletableFuture<List<String>> tokens(Instance instance) {
		return Flux.fromIterable(this.merchants)
			.flatMap((merchant) -> instance.reactiveTokens().getToken(Instance.REGISTRATION, merchant).map((token) -> {
				this.tokens.computeIfAbsent(merchant, (key) -> ConcurrentHashMap.newKeySet())
					.add(token.getTokenValue());
				return merchant;
			}).onErrorResume((failure) -> {
				synchronized (this.failures) {
					this.failures.add(failure);
				}
				return Mono.empty();
			}), MERCHANTS)
			.collectList()
			.toFuture();
	}

	private void assertOneTokenForEachMerchant() {
		assertNoWrongTokenAndNoFailure();
		assertThat(this.tokens.values()).allSatisfy((tokens) -> assertThat(tokens).hasSize(1));
	}

	private void assertNoWrongTokenAndNoFailure() {
		assertThat(this.failures).isEmpty();
		assertThat(this.tokens).hasSameSizeAs(this.merchants);
		HttpClient client = HttpClient.newHttpClient();
		List<String> refused = new ArrayList<>();
		this.tokens.forEach((merchant, tokens) -> tokens.stream().limit(2).forEach((token) -> {
			if (status(client, merchant, token) != 200) {
				refused.add(merchant);
			}
		}));
		assertThat(refused).as("merchants whose tokens are not theirs").isEmpty();
	}

	private int status(HttpClient client, String merchant, String token) {
		try {
			URI uri = URI.create("%s/accounts/%s/management/settings".formatted(this.dintero.baseUrl(), merchant));
			return client
				.send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build(),
						HttpResponse.BodyHandlers.discarding())
				.statusCode();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertRequests(int own, int exchange, int merchant) {
		assertThat(requests()).as("requests for own, exchange and merchant tokens")
			.containsExactly(own, exchange, merchant);
	}

	// An instance that loses its leases has exchanged once in vain for each
	private void assertRequestsAreAtMostThoseOfLoneInstances() {
		assertRequestsAreAtMost(INSTANCES, INSTANCES * (MERCHANTS_OF_ONE + LEASES), INSTANCES * MERCHANTS_OF_ONE);
	}

	private void assertRequestsAreAtMost(int own, int exchange, int merchant) {
		List<Integer> requests = requests();
		assertThat(requests.get(0)).as("requests for own tokens").isLessThanOrEqualTo(own);
		assertThat(requests.get(1)).as("requests for exchange tokens").isLessThanOrEqualTo(exchange);
		assertThat(requests.get(2)).as("requests for merchants' tokens").isLessThanOrEqualTo(merchant);
	}

	private List<Integer> requests() {
		return List.of(this.dintero.tokenEndpoint().requestCount(), this.dintero.exchangeEndpoint().requestCount(),
				this.dintero.merchantTokenEndpoint().requestCount());
	}

}
