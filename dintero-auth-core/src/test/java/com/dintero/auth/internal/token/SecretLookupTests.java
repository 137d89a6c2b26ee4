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

package com.dintero.auth.internal.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.ClientSecret;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A lookup of the client secret that hangs, or ends with an error.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class SecretLookupTests {

	private static final String HANGS = "The lookup of the client secret of Dintero registration 'dintero' has not ended";

	private static final Duration PATIENCE = TokenFixture.DEADLINE.dividedBy(3);

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	private final AtomicInteger lookups = new AtomicInteger();

	private final AtomicReference<CompletableFuture<@Nullable ClientSecret>> secret = new AtomicReference<>(
			new CompletableFuture<>());

	private final TokenFixture fixture = TokenFixture.inMovedTime((registrationId) -> {
		this.lookups.incrementAndGet();
		return this.secret.get().join();
	}, TestRegistrations.of(this.dintero));

	@Test
	void afterAThirdOfTheDeadlineTheSecretThatIsKnownIsUsed(CapturedOutput output) throws Exception {
		assertThat(getTokenAfterPatience()).isNotNull();
		assertThat(output).contains("WARN").containsOnlyOnce(HANGS);
	}

	@Test
	void whileItHangsNobodyElseWaitsForItAndItIsLoggedOnce(CapturedOutput output) throws Exception {
		OAuth2AccessToken token = getTokenAfterPatience();
		for (int day = 1; day <= 3; day++) {
			this.fixture.clock().move(Duration.ofDays(1));
			assertThat(getToken()).isNotEqualTo(token);
		}
		assertThat(this.lookups).hasValue(1);
		assertThat(output).containsOnlyOnce(HANGS);
	}

	@Test
	void aSecondHangIsLoggedAgain(CapturedOutput output) throws Exception {
		getTokenAfterPatience();
		this.secret.getAndSet(new CompletableFuture<>()).complete(null);
		Awaitility.await().until(() -> {
			this.fixture.clock().move(Duration.ofSeconds(11));
			getToken();
			return this.lookups.get() == 2;
		});
		this.fixture.clock().move(PATIENCE);
		Awaitility.await().until(() -> output.getAll().split(HANGS, -1).length == 3);
	}

	@Test
	void theSecretThatComesInTheEndIsTaken() throws Exception {
		OAuth2AccessToken token = getTokenAfterPatience();
		changeSecret();
		this.secret.get().complete(ClientSecret.of("the-new-one"));
		Awaitility.await().until(() -> !getToken().equals(token));
	}

	@Test
	void ifTheSecretThatIsKnownIsNotAcceptedTheErrorNamesTheLookup() throws Exception {
		changeSecret();
		Callers<DinteroAuthorizationException> caller = new Callers<>(1,
				() -> catchThrowableOfType(DinteroAuthorizationException.class, this::getToken));
		passPatience();
		DinteroAuthorizationException failure = caller.results().get(0);
		assertThat(failure).hasMessageContainingAll("status 401", "lookup of the client secret has not ended");
		assertThat(failure.getStatus()).isEqualTo(401);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_client");
	}

	@Test
	void anErrorLeavesTheSecretThatIsKnown(CapturedOutput output) {
		TokenFixture broken = TokenFixture.inMovedTime((registrationId) -> {
			throw new NoClassDefFoundError("com/example/Vault");
		}, TestRegistrations.of(this.dintero));
		assertThat(broken.tokens().getToken("dintero")).isNotNull();
		assertThat(output).contains("could not be looked up: java.lang.NoClassDefFoundError")
			.doesNotContain("com/example/Vault");
	}

	private OAuth2AccessToken getTokenAfterPatience() throws Exception {
		Callers<OAuth2AccessToken> caller = new Callers<>(1, this::getToken);
		passPatience();
		return caller.results().get(0);
	}

	private void passPatience() {
		Awaitility.await().until(() -> this.lookups.get() == 1);
		assertThat(this.dintero.requests()).isEmpty();
		this.fixture.clock().move(PATIENCE);
	}

	private void changeSecret() {
		MockDinteroClient client = this.dintero.client();
		this.dintero.register(MockDinteroClient.of(client.accountId(), client.clientId(), "the-new-one"));
	}

	private OAuth2AccessToken getToken() {
		return this.fixture.tokens().getToken("dintero");
	}

}
