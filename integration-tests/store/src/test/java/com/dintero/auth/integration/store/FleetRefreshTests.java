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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Instances of one application whose users may return to any of them.
 */
class FleetRefreshTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(Instance.PARTNER, "partner", "partner-secret")
			.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE))
		.user(MockUser.of(Instance.PARTNER, "ada", "correct-horse"))
		.start();

	@AutoClose
	private final TestRedis redis = TestRedis.standalone();

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Instance first = new Instance(this.dintero, this.redis.port());

	private final Instance second = new Instance(this.dintero, this.redis.port());

	@AfterEach
	void close() {
		this.first.close();
		this.second.close();
	}

	@Test
	void oneInstanceSendsARefreshTokenAndTheOthersGetItsAnswer() {
		this.dintero.rotateRefreshTokens(true);
		String refreshToken = signIn();
		MockHold hold = this.dintero.refreshEndpoint().hold();
		List<CompletableFuture<OAuth2AccessTokenResponse>> answers = Stream.of(this.first, this.second)
			.map((instance) -> refresh(instance, refreshToken))
			.toList();
		hold.awaitRequests(1, PATIENCE);
		hold.close();
		assertThat(answers.stream()
			.map(FleetRefreshTests::join)
			.map((answer) -> answer.getAccessToken().getTokenValue())
			.distinct()).hasSize(1);
		assertThat(answers.stream().map(FleetRefreshTests::join).map((answer) -> answer.getRefreshToken()))
			.doesNotContainNull();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void anAnswerIsThereForTheInstanceThatComesLater() {
		this.dintero.rotateRefreshTokens(true);
		String refreshToken = signIn();
		OAuth2AccessTokenResponse answer = this.first.users().refresh(refreshToken);
		OAuth2AccessTokenResponse later = this.second.users().refresh(refreshToken);
		assertThat(later.getAccessToken().getTokenValue()).isEqualTo(answer.getAccessToken().getTokenValue());
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aRefreshTokenWhoseLeaseEndedWithoutAnAnswerIsNotSentAgain() {
		String refreshToken = signIn();
		MockHold hold = this.dintero.refreshEndpoint().hold();
		CompletableFuture<OAuth2AccessTokenResponse> lost = refresh(this.first, refreshToken);
		hold.awaitRequests(1, PATIENCE);
		this.first.kill();
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> this.second.users().refresh(refreshToken))
			.satisfies((failure) -> assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant"))
			.withMessageContaining("is not sent to");
		hold.close();
		assertThat(lost).isCompletedExceptionally();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	private String signIn() {
		return this.first.users().signIn("ada", "correct-horse").getRefreshToken().getTokenValue();
	}

	private CompletableFuture<OAuth2AccessTokenResponse> refresh(Instance instance, String refreshToken) {
		return CompletableFuture.supplyAsync(() -> instance.users().refresh(refreshToken), this.threads);
	}

	private static <T> T join(CompletableFuture<T> future) {
		return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

}
