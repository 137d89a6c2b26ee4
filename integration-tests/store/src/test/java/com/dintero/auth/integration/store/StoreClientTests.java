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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Flux;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * An application that shares its tokens, as a user declares it.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoreClientTests {

	private static final String MERCHANT = "T11200001";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String KEY = Base64.getEncoder()
		.encodeToString("k".repeat(32).getBytes(StandardCharsets.US_ASCII));

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(Instance.PARTNER, "partner", "partner-secret"))
		.merchant(MockMerchant.of(Instance.PARTNER, MERCHANT))
		.start();

	@AutoClose
	private final TestRedis redis = TestRedis.standalone();

	private final Map<String, Object> properties = new HashMap<>(
			Map.of("dintero.auth.base-url", this.dintero.baseUrl(), "dintero.auth.registration.platform.account-id",
					Instance.PARTNER, "dintero.auth.registration.platform.client-id", "partner",
					"dintero.auth.registration.platform.client-secret", "partner-secret", "spring.data.redis.host",
					TestRedis.HOST, "spring.data.redis.port", this.redis.port(), "dintero.auth.store.timeout", "10s"));

	private final Map<String, Object> threeProperties = Map.of("dintero.auth.store.type", "redis",
			"dintero.auth.store.encryption.keys[0].id", "2026-01", "dintero.auth.store.encryption.keys[0].value", KEY);

	@Test
	void threePropertiesMakeInstancesShareTheirTokens() {
		String first = call(this.threeProperties, (context) -> token(context));
		String second = call(this.threeProperties, (context) -> token(context));
		assertThat(second).isEqualTo(first);
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void twentyColdApplicationsRequestEachTokenOfFiveHundredMerchantsOnce() {
		List<String> merchants = IntStream.rangeClosed(1, 500).mapToObj("T112%05d"::formatted).toList();
		merchants.forEach((merchant) -> this.dintero.register(MockMerchant.of(Instance.PARTNER, merchant)));
		List<ConfigurableApplicationContext> applications = IntStream.range(0, 20)
			.mapToObj((i) -> start(this.threeProperties))
			.toList();
		try {
			List<CompletableFuture<List<String>>> tokens = applications.stream()
				.map((application) -> Flux.fromIterable(merchants)
					.flatMap((merchant) -> application.getBean(ReactiveDinteroTokens.class)
						.getToken(Instance.REGISTRATION, merchant), merchants.size())
					.map(OAuth2AccessToken::getTokenValue)
					.collectSortedList()
					.toFuture())
				.toList();
			assertThat(tokens.stream().map(CompletableFuture::join).distinct()).hasSize(1);
		}
		finally {
			applications.forEach(ConfigurableApplicationContext::close);
		}
		assertThat(List.of(this.dintero.tokenEndpoint().requestCount(), this.dintero.exchangeEndpoint().requestCount(),
				this.dintero.merchantTokenEndpoint().requestCount()))
			.containsExactly(1, 500, 500);
	}

	@Test
	void withoutATypeNothingIsShared() {
		run(Map.of(), (context) -> {
			token(context);
			assertThat(context.getBeanProvider(StoreClient.class)).isEmpty();
		});
		assertThat(this.redis.keys()).isZero();
	}

	@Test
	void theStartSaysThatTheStoreIsOn(CapturedOutput output) {
		run(this.threeProperties, (context) -> assertThat(output).containsPattern("Optional parts: .*token store"));
	}

	@Test
	void theStartConnectsToNothing() {
		this.redis.kill();
		run(this.threeProperties, (context) -> assertThat(context.getBean(StoreClient.class).failingSince()).isNull());
	}

	@Test
	void withoutAKeyTheStartFailsAndSaysHowToMakeOne() {
		assertStartFails(Map.of("dintero.auth.store.type", "redis"),
				"'dintero.auth.store.encryption.keys' is required");
	}

	@Test
	void anInvalidKeyStopsTheStartAndIsNotQuoted() {
		Map<String, Object> properties = new HashMap<>(this.threeProperties);
		properties.put("dintero.auth.store.encryption.keys[0].value", "c2hvcnQ=");
		assertStartFails(properties, "A key has 32 bytes, and this one has 5");
	}

	@Test
	void aPrefixWithABraceStopsTheStart() {
		Map<String, Object> properties = new HashMap<>(this.threeProperties);
		properties.put("dintero.auth.store.prefix", "}mine:");
		assertStartFails(properties, "'dintero.auth.store.prefix' is not a valid prefix");
	}

	@Test
	void twoKeysWithTheSameIdStopTheStart() {
		Map<String, Object> properties = new HashMap<>(this.threeProperties);
		properties.put("dintero.auth.store.encryption.keys[1].id", "2026-01");
		properties.put("dintero.auth.store.encryption.keys[1].value", KEY);
		assertStartFails(properties, "is the id of another key");
	}

	@Test
	void healthAndAMeterTellThatTheStoreFails(CapturedOutput output) {
		Map<String, Object> properties = new HashMap<>(this.threeProperties);
		properties.put("dintero.auth.store.timeout", "150ms");
		run(properties, (context) -> {
			token(context);
			assertThat(available(context)).isOne();
			assertThat(health(context).getDetails()).doesNotContainKey("storeFailingSince");
			this.redis.kill();
			context.getBean(DinteroTokens.class).invalidate(Instance.REGISTRATION, MERCHANT);
			token(context);
			assertThat(available(context)).isZero();
			assertThat(
					context.getBean(MeterRegistry.class).get("dintero.token.store.failures").functionCounter().count())
				.isPositive();
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).getDetails()).containsKey("storeFailingSince");
			this.redis.start();
			await().atMost(PATIENCE).until(() -> available(context) == 1);
			assertThat(health(context).getDetails()).doesNotContainKey("storeFailingSince");
		});
		assertThat(output).containsOnlyOnce("The token store does not answer").containsOnlyOnce("answers again after");
	}

	@Test
	void aKeyIsReadAgainFromTheEnvironment() {
		run(this.threeProperties, (context) -> {
			token(context);
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("changed", Map.of("dintero.auth.store.encryption.keys[0].id", "2026-02",
						"dintero.auth.store.encryption.keys[0].value", KEY)));
			context.getBean(MovedClock.class).move(Duration.ofSeconds(10));
			context.getBean(DinteroTokens.class).invalidate(Instance.REGISTRATION);
			token(context);
			await().atMost(PATIENCE).until(() -> this.redis.contains("2026-02"));
		});
	}

	@Test
	void keysThatBecomeInvalidLeaveThePreviousOnesInUse(CapturedOutput output) {
		run(this.threeProperties, (context) -> {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("changed", Map.of("dintero.auth.store.encryption.keys[0].id", "2026-02",
						"dintero.auth.store.encryption.keys[0].value", "c2hvcnQ=")));
			context.getBean(MovedClock.class).move(Duration.ofSeconds(10));
			token(context);
			await().atMost(PATIENCE).until(() -> this.redis.contains("2026-01"));
		});
		assertThat(output).contains("The previous keys stay in use").doesNotContain("c2hvcnQ=", KEY);
	}

	private static String token(ConfigurableApplicationContext context) {
		return context.getBean(DinteroTokens.class).getToken(Instance.REGISTRATION, MERCHANT).getTokenValue();
	}

	private static double available(ConfigurableApplicationContext context) {
		return context.getBean(MeterRegistry.class).get("dintero.token.store.available").gauge().value();
	}

	private static Health health(ConfigurableApplicationContext context) {
		HealthContributors contributor = context.getBean("dinteroTokensHealthContributor", HealthContributors.class);
		return ((HealthIndicator) contributor.getContributor(Instance.REGISTRATION)).health();
	}

	private void assertStartFails(Map<String, Object> properties, String message) {
		assertThatException().isThrownBy(() -> run(properties, (context) -> {
		})).havingRootCause().withMessageContaining(message).withMessageNotContaining("c2hvcnQ");
	}

	private void run(Map<String, Object> properties, Consumer<ConfigurableApplicationContext> use) {
		call(properties, (context) -> {
			use.accept(context);
			return true;
		});
	}

	private <T> T call(Map<String, Object> properties, Function<ConfigurableApplicationContext, T> use) {
		try (ConfigurableApplicationContext context = start(properties)) {
			return use.apply(context);
		}
	}

	private ConfigurableApplicationContext start(Map<String, Object> properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(this.properties)
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean(defaultCandidate = false)
		MovedClock dinteroClock() {
			return new MovedClock();
		}

	}

	static final class MovedClock extends Clock {

		private volatile Duration offset = Duration.ZERO;

		void move(Duration duration) {
			this.offset = this.offset.plus(duration);
		}

		@Override
		public Instant instant() {
			return Instant.now().plus(this.offset);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
