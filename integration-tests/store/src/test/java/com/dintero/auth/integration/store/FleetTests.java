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

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import redis.clients.jedis.Jedis;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.internal.store.EncryptionKey;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/**
 * Instances of one application that share their tokens in Redis.
 */
class FleetTests {

	private static final String MERCHANT = "T11200001";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static TestRedis redis;

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(Instance.PARTNER, "partner", "partner-secret"))
		.merchant(MockMerchant.of(Instance.PARTNER, MERCHANT))
		.start();

	private final List<Instance> instances = new ArrayList<>();

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newCachedThreadPool();

	@BeforeAll
	static void start() {
		redis = TestRedis.standalone();
	}

	@AfterAll
	static void stop() {
		redis.close();
	}

	@BeforeEach
	void empty() {
		try (Jedis jedis = redis.client()) {
			jedis.flushAll();
		}
	}

	@AfterEach
	void close() {
		this.instances.forEach(Instance::close);
	}

	@Test
	void anInstanceThatComesLaterRequestsNothing() {
		OAuth2AccessToken first = instance().tokens().getToken(Instance.REGISTRATION, MERCHANT);
		OAuth2AccessToken later = instance().tokens().getToken(Instance.REGISTRATION, MERCHANT);
		assertThat(later.getTokenValue()).isEqualTo(first.getTokenValue());
		assertThat(later.getExpiresAt()).isCloseTo(first.getExpiresAt(), within(Duration.ofSeconds(2)));
		assertRequests(1, 1, 1);
	}

	@Test
	void theRegistrationsOwnTokenIsSharedToo() {
		OAuth2AccessToken first = instance().tokens().getToken(Instance.REGISTRATION);
		assertThat(instance().tokens().getToken(Instance.REGISTRATION).getTokenValue())
			.isEqualTo(first.getTokenValue());
		assertRequests(1, 0, 0);
	}

	@Test
	void instancesWhoseClocksAreTenMinutesApartShare() {
		Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10));
		Clock early = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
		this.dintero.tokenLifetime(Duration.ofMinutes(30));
		Instance first = instance(late);
		Instance second = instance(early);
		OAuth2AccessToken token = first.tokens().getToken(Instance.REGISTRATION, MERCHANT);
		OAuth2AccessToken shared = second.tokens().getToken(Instance.REGISTRATION, MERCHANT);
		assertThat(shared.getTokenValue()).isEqualTo(token.getTokenValue());
		assertThat(Duration.between(early.instant(), shared.getExpiresAt()))
			.isCloseTo(Duration.between(late.instant(), token.getExpiresAt()), Duration.ofSeconds(2));
		assertRequests(1, 1, 1);
	}

	@Test
	void anInstanceThatDiesWhileItHoldsALeaseIsReplacedWhenTheLeaseEnds() {
		Instance dying = instance();
		Instance other = instance();
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		CompletableFuture<OAuth2AccessToken> lost = get(dying, MERCHANT);
		hold.awaitRequests(1, PATIENCE);
		CompletableFuture<OAuth2AccessToken> token = get(other, MERCHANT);
		dying.kill();
		hold.close();
		assertThat(join(token).getTokenValue()).isNotEmpty();
		assertThat(lost).isCompletedExceptionally();
		assertRequests(1, 2, 1);
	}

	@Test
	void whoeverDoesNotHaveTheLeaseWaitsForTheTokenOfTheOther() {
		instances(3);
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		List<CompletableFuture<OAuth2AccessToken>> tokens = this.instances.stream()
			.map((instance) -> get(instance, MERCHANT))
			.toList();
		hold.awaitRequests(1, PATIENCE);
		hold.close();
		assertThat(tokens.stream().map(FleetTests::join).map(OAuth2AccessToken::getTokenValue).distinct()).hasSize(1);
		assertRequests(1, 1, 1);
	}

	@Test
	void ofAllInstancesThatGetA401OneRenewsTheToken() {
		instances(20);
		OAuth2AccessToken rejected = this.instances.get(0).tokens().getToken(Instance.REGISTRATION, MERCHANT);
		this.instances.forEach((instance) -> instance.tokens().getToken(Instance.REGISTRATION, MERCHANT));
		List<CompletableFuture<OAuth2AccessToken>> replacements = this.instances.stream()
			.map((instance) -> call(() -> instance.tokens().replaceToken(Instance.REGISTRATION, MERCHANT, rejected)))
			.toList();
		assertThat(replacements.stream().map(FleetTests::join).map(OAuth2AccessToken::getTokenValue).distinct())
			.hasSize(1)
			.doesNotContain(rejected.getTokenValue());
		assertRequests(1, 2, 2);
	}

	@Test
	void aRejectedTokenIsNotAdoptedAgain() {
		Instance first = instance();
		OAuth2AccessToken rejected = first.tokens().getToken(Instance.REGISTRATION, MERCHANT);
		OAuth2AccessToken replacement = first.tokens().replaceToken(Instance.REGISTRATION, MERCHANT, rejected);
		assertThat(instance().tokens().getToken(Instance.REGISTRATION, MERCHANT).getTokenValue())
			.isEqualTo(replacement.getTokenValue())
			.isNotEqualTo(rejected.getTokenValue());
		assertRequests(1, 2, 2);
	}

	@Test
	void aPauseThatDinteroHasAskedOneInstanceForIsKeptByAll() {
		Instance first = instance();
		Instance second = instance();
		first.tokens().getToken(Instance.REGISTRATION);
		second.tokens().getToken(Instance.REGISTRATION);
		this.dintero.exchangeEndpoint().failAlways(MockFault.rateLimited("30"));
		assertFails(first, MERCHANT, (failure) -> assertThat(failure.getStatus()).isEqualTo(429));
		assertFails(second, merchants(2).get(1), (failure) -> {
			assertThat(failure.getStatus()).isEqualTo(429);
			assertThat(failure.getRetryAfter()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
			assertThat(failure).hasMessageContaining("was not sent");
		});
		assertRequests(1, 1, 0);
	}

	@Test
	void aRefusalThatAsksForAPauseStopsNoOtherInstance() {
		instance().tokens().getToken(Instance.REGISTRATION);
		this.dintero.exchangeEndpoint()
			.failNext(MockFault.status(403, "FORBIDDEN", "Not your merchant").withHeader("Retry-After", "30"));
		assertFails(instance(), MERCHANT, (failure) -> assertThat(failure.getStatus()).isEqualTo(403));
		assertThat(instance().tokens().getToken(Instance.REGISTRATION, merchants(2).get(1))).isNotNull();
	}

	@Test
	void aRejectionOfOneInstanceIsRememberedByAll() {
		this.dintero.exchangeEndpoint().failAlways(MockFault.status(403, "FORBIDDEN", "Not your merchant"));
		assertFails(instance(), MERCHANT, (failure) -> assertThat(failure.getStatus()).isEqualTo(403));
		assertFails(instance(), MERCHANT, (failure) -> {
			assertThat(failure.getStatus()).isEqualTo(403);
			assertThat(failure.getAccountId()).isEqualTo(MERCHANT);
			assertThat(failure.getRegistrationId()).isEqualTo(Instance.REGISTRATION);
			assertThat(failure).hasMessageContaining("Not your merchant");
		});
		assertRequests(1, 1, 0);
	}

	@Test
	void aTokenThatWasForgottenIsRequestedAnew() {
		Instance first = instance();
		OAuth2AccessToken forgotten = first.tokens().getToken(Instance.REGISTRATION, MERCHANT);
		first.tokens().invalidate(Instance.REGISTRATION, MERCHANT);
		assertThat(first.tokens().getToken(Instance.REGISTRATION, MERCHANT).getTokenValue())
			.isNotEqualTo(forgotten.getTokenValue());
		assertRequests(1, 2, 2);
	}

	@Test
	void aTokenIsForgottenByAnInstanceThatDoesNotHaveIt() {
		OAuth2AccessToken forgotten = instance().tokens().getToken(Instance.REGISTRATION, MERCHANT);
		Instance second = instance();
		second.tokens().invalidate(Instance.REGISTRATION, MERCHANT);
		assertThat(second.tokens().getToken(Instance.REGISTRATION, MERCHANT).getTokenValue())
			.isNotEqualTo(forgotten.getTokenValue());
		assertRequests(1, 2, 2);
	}

	@Test
	void aTokenThatWasForgottenWhileItWasRequestedIsNotShared() {
		Instance first = instance();
		Instance second = instance();
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		CompletableFuture<OAuth2AccessToken> forgotten = get(first, MERCHANT);
		hold.awaitRequests(1, PATIENCE);
		first.tokens().invalidate(Instance.REGISTRATION, MERCHANT);
		hold.close();
		assertThat(second.tokens().getToken(Instance.REGISTRATION, MERCHANT).getTokenValue())
			.isNotEqualTo(join(forgotten).getTokenValue());
	}

	@Test
	void aRequestThatIsQueuedWhileTheSecretChangesTakesAPartnerTokenOfTheNewSecret() {
		List<String> merchants = merchants(16);
		Instance instance = instance();
		OAuth2AccessToken old = instance.tokens().getToken(Instance.REGISTRATION);
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		List<CompletableFuture<OAuth2AccessToken>> tokens = new ArrayList<>();
		merchants.forEach((merchant) -> tokens.add(get(instance, merchant)));
		hold.awaitRequests(15, PATIENCE);
		await().atMost(PATIENCE).until(() -> instance.queuedRequests() == 1);
		this.dintero.register(MockDinteroClient.of(Instance.PARTNER, "partner", "new-secret"));
		instance.rotate("new-secret");
		OAuth2AccessToken renewed = instance.tokens().replaceToken(Instance.REGISTRATION, old);
		hold.close();
		tokens.forEach(FleetTests::join);
		assertThat(this.dintero.exchangeEndpoint().requests())
			.filteredOn((request) -> ("Bearer " + renewed.getTokenValue()).equals(request.header("Authorization")))
			.hasSize(1);
	}

	@Test
	void aRotatedSecretMeetsNoTokenOfTheOldOne() {
		Instance first = instance();
		OAuth2AccessToken old = first.tokens().getToken(Instance.REGISTRATION);
		this.dintero.register(MockDinteroClient.of(Instance.PARTNER, "partner", "new-secret"));
		Instance second = instance();
		second.rotate("new-secret");
		// The secret is looked up for the request, which a token of the old one prevents
		second.tokens().invalidate(Instance.REGISTRATION);
		assertThat(second.tokens().getToken(Instance.REGISTRATION).getTokenValue()).isNotEqualTo(old.getTokenValue());
	}

	@Test
	void aTokenIsRenewedAheadByOneInstance() {
		this.dintero.tokenLifetime(Duration.ofSeconds(5));
		instances(5);
		String first = this.instances.get(0).tokens().getToken(Instance.REGISTRATION).getTokenValue();
		List<OAuth2AccessToken> tokens = new ArrayList<>();
		await().atMost(PATIENCE).until(() -> {
			tokens.clear();
			this.instances.forEach((instance) -> tokens.add(instance.tokens().getToken(Instance.REGISTRATION)));
			return tokens.stream().map(OAuth2AccessToken::getTokenValue).noneMatch(first::equals);
		});
		assertThat(tokens.stream().map(OAuth2AccessToken::getTokenValue).distinct()).hasSize(1);
		assertRequests(2, 0, 0);
	}

	@Test
	void aKeyIsRotatedWhileInstancesRun() {
		EncryptionKey before = key("1", 0);
		EncryptionKey after = key("2", 1);
		Instance first = instance();
		Instance second = instance();
		first.tokens().getToken(Instance.REGISTRATION);
		second.encryptWith(before, after);
		first.encryptWith(after, before);
		second.tokens().getToken(Instance.REGISTRATION);
		first.tokens().getToken(Instance.REGISTRATION, MERCHANT);
		second.encryptWith(after, before);
		second.tokens().getToken(Instance.REGISTRATION, MERCHANT);
		assertRequests(1, 1, 1);
		assertThat(first.store().undecryptable() + second.store().undecryptable()).isZero();
	}

	@Test
	void aTokenThatCannotBeDecryptedIsAMissAndCounted() {
		Instance first = instance();
		Instance second = instance();
		second.encryptWith(key("2", 1));
		first.tokens().getToken(Instance.REGISTRATION);
		assertThat(second.tokens().getToken(Instance.REGISTRATION)).isNotNull();
		assertRequests(2, 0, 0);
		assertThat(second.store().undecryptable()).isPositive();
	}

	@Test
	void nothingInTheStoreCanBeRead() {
		OAuth2AccessToken token = instance().tokens().getToken(Instance.REGISTRATION, MERCHANT);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored()).hasSizeGreaterThanOrEqualTo(2));
		assertThat(String.join("\n", stored())).doesNotContain(token.getTokenValue(), MERCHANT, Instance.PARTNER,
				"partner");
	}

	private static List<String> stored() {
		try (Jedis jedis = redis.client()) {
			return jedis.keys("*")
				.stream()
				.flatMap((key) -> Stream.of(key,
						("hash".equals(jedis.type(key))) ? jedis.hgetAll(key).toString() : jedis.get(key)))
				.toList();
		}
	}

	private void assertFails(Instance instance, String merchant, Consumer<DinteroAuthorizationException> requirements) {
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> instance.tokens().getToken(Instance.REGISTRATION, merchant))
			.satisfies(requirements);
	}

	private void assertRequests(int own, int exchange, int merchant) {
		assertThat(List.of(this.dintero.tokenEndpoint().requestCount(), this.dintero.exchangeEndpoint().requestCount(),
				this.dintero.merchantTokenEndpoint().requestCount()))
			.as("requests for own, exchange and merchant tokens")
			.containsExactly(own, exchange, merchant);
	}

	private List<String> merchants(int count) {
		List<String> merchants = IntStream.rangeClosed(1, count).mapToObj((i) -> "T112%05d".formatted(i)).toList();
		merchants.forEach((merchant) -> this.dintero.register(MockMerchant.of(Instance.PARTNER, merchant)));
		return merchants;
	}

	private void instances(int count) {
		IntStream.range(0, count).forEach((i) -> instance());
	}

	private Instance instance() {
		return instance(Clock.systemUTC());
	}

	private Instance instance(Clock clock) {
		Instance instance = new Instance(this.dintero, redis.port(), clock, Instance.PATIENT);
		this.instances.add(instance);
		return instance;
	}

	private CompletableFuture<OAuth2AccessToken> get(Instance instance, String merchant) {
		return call(() -> instance.tokens().getToken(Instance.REGISTRATION, merchant));
	}

	private <T> CompletableFuture<T> call(Supplier<T> call) {
		return CompletableFuture.supplyAsync(call, this.threads);
	}

	private static <T> T join(CompletableFuture<T> future) {
		return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	private static EncryptionKey key(String id, int value) {
		byte[] bytes = new byte[EncryptionKey.LENGTH];
		bytes[0] = (byte) value;
		return EncryptionKey.of(id, Base64.getEncoder().encodeToString(bytes));
	}

}
