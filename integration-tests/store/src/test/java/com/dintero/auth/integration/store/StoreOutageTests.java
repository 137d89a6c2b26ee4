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
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What callers see while the store is down, slow or cut off: nothing.
 */
class StoreOutageTests {

	private static final String MERCHANT = "T11200001";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration TIMEOUT = Duration.ofMillis(150);

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(Instance.PARTNER, "partner", "partner-secret"))
		.merchant(MockMerchant.of(Instance.PARTNER, MERCHANT))
		.start();

	@AutoClose
	private final TestRedis redis = TestRedis.standalone();

	@AutoClose
	private final CuttingProxy network = new CuttingProxy(this.redis.port());

	private final List<Instance> instances = new ArrayList<>();

	@AfterEach
	void close() {
		this.instances.forEach(Instance::close);
	}

	@Test
	void anInstanceGoesOnAloneWhileTheStoreIsDown() {
		Instance instance = instance(this.redis.port());
		instance.tokens().getToken(Instance.REGISTRATION);
		this.redis.kill();
		assertThat(instance.tokens().getToken(Instance.REGISTRATION, MERCHANT)).isNotNull();
		assertThat(instance.store().failingSince()).isNotNull();
		assertRequests(1, 1, 1);
	}

	@Test
	void anInstanceThatStartsWithoutTheStoreGoesOnAlone() {
		this.redis.kill();
		assertThat(instance(this.redis.port()).tokens().getToken(Instance.REGISTRATION, MERCHANT)).isNotNull();
		assertRequests(1, 1, 1);
	}

	@Test
	void tokensThatWereObtainedMeanwhileAreStoredWhenTheStoreIsBack() {
		Instance instance = instance(this.redis.port());
		this.redis.kill();
		OAuth2AccessToken token = instance.tokens().getToken(Instance.REGISTRATION, MERCHANT);
		this.redis.start();
		await().atMost(PATIENCE).until(() -> instance.store().failingSince() == null);
		await().atMost(PATIENCE).until(() -> this.redis.keys() >= 2);
		assertThat(instance(this.redis.port()).tokens().getToken(Instance.REGISTRATION, MERCHANT).getTokenValue())
			.isEqualTo(token.getTokenValue());
		assertRequests(1, 1, 1);
	}

	@Test
	void aFrozenStoreHoldsNobodyUp() {
		Instance instance = instance(this.redis.port());
		instance.tokens().getToken(Instance.REGISTRATION);
		this.redis.freeze();
		try {
			assertThat(instance.tokens().getToken(Instance.REGISTRATION, MERCHANT)).isNotNull();
			assertThat(instance.store().failingSince()).isNotNull();
		}
		finally {
			this.redis.thaw();
		}
		await().atMost(PATIENCE).until(() -> instance.store().failingSince() == null);
		assertRequests(1, 1, 1);
	}

	@Test
	void anAnswerThatIsCutOffHoldsNobodyUp() {
		Instance instance = instance(this.network.port());
		instance.tokens().getToken(Instance.REGISTRATION);
		await().atMost(PATIENCE).until(() -> this.redis.keys() == 1);
		this.network.cutNextAnswer();
		assertThat(instance.tokens().getToken(Instance.REGISTRATION, MERCHANT)).isNotNull();
		await().atMost(PATIENCE).until(() -> instance.store().failingSince() == null);
		assertRequests(1, 1, 1);
	}

	@Test
	void theStoreIsNotAskedAgainBeforeItIsThereAgain() {
		Instance instance = instance(this.redis.port());
		this.redis.kill();
		instance.tokens().getToken(Instance.REGISTRATION);
		long failures = instance.store().failures();
		instance.tokens().getToken(Instance.REGISTRATION, MERCHANT);
		assertThat(instance.store().failures() - failures).as("looks for the store").isLessThanOrEqualTo(2);
	}

	private void assertRequests(int own, int exchange, int merchant) {
		assertThat(List.of(this.dintero.tokenEndpoint().requestCount(), this.dintero.exchangeEndpoint().requestCount(),
				this.dintero.merchantTokenEndpoint().requestCount()))
			.as("requests for own, exchange and merchant tokens")
			.containsExactly(own, exchange, merchant);
	}

	private Instance instance(int port) {
		Instance instance = new Instance(this.dintero, port, Clock.systemUTC(), TIMEOUT);
		this.instances.add(instance);
		return instance;
	}

}
