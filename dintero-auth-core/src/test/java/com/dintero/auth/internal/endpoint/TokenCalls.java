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

package com.dintero.auth.internal.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.MutableClock;
import com.dintero.auth.PrintedForms;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockEndpoint;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Calls of a {@link TokenEndpointClient}, with what holds for each failure whatever its
 * reason.
 */
class TokenCalls {

	static final Duration PATIENT = Duration.ofSeconds(30);

	static final Duration IMPATIENT = Duration.ofMillis(300);

	static final int MAXIMUM_REQUESTS = 16;

	private final MutableClock clock = new MutableClock();

	private final DinteroRegistration registration;

	private final TokenRequest request;

	TokenCalls(DinteroRegistration registration) {
		this(registration, TokenRequest.clientCredentials(registration));
	}

	TokenCalls(DinteroRegistration registration, TokenRequest request) {
		this.registration = registration;
		this.request = request;
	}

	static TokenCalls to(MockDintero dintero) {
		return new TokenCalls(TestRegistrations.of(dintero));
	}

	MutableClock clock() {
		return this.clock;
	}

	CompletableFuture<TokenResponse> send(Duration timeout) {
		return new TokenEndpointClient(TestTransports.inRealTime(), timeout, Duration.ofSeconds(60), MAXIMUM_REQUESTS,
				this.clock)
			.send(this.request);
	}

	TokenResponse succeed() {
		return send(PATIENT).join();
	}

	DinteroAuthorizationException fail() {
		return fail(PATIENT);
	}

	/**
	 * Make a call that fails.
	 * @param timeout how long it may take
	 * @return the failure, which holds what every failure must
	 */
	DinteroAuthorizationException fail(Duration timeout) {
		CompletableFuture<TokenResponse> response = send(timeout);
		Throwable thrown = catchThrowable(() -> response.get(2 * PATIENT.toMillis(), TimeUnit.MILLISECONDS));
		assertThat(thrown).isExactlyInstanceOf(ExecutionException.class);
		assertThat(thrown.getCause()).isExactlyInstanceOf(DinteroAuthorizationException.class);
		DinteroAuthorizationException failure = (DinteroAuthorizationException) thrown.getCause();
		assertSaysWhere(failure);
		assertIsOneShortLine(failure);
		assertThat(PrintedForms.of(failure)).doesNotContain(secret(), basic(), secretAsLatin1())
			.doesNotContain(this.request.secrets());
		assertThat(PrintedForms.copyOf(failure)).hasMessage(failure.getMessage());
		return failure;
	}

	/**
	 * Make a call that fails at the server, and one more that does not.
	 * @param dintero the server
	 * @param fault how the first one fails
	 * @return the failure
	 */
	DinteroAuthorizationException fail(MockDintero dintero, MockFault fault) {
		MockEndpoint endpoint = endpoint(dintero);
		int before = endpoint.requestCount();
		endpoint.failNext(fault);
		DinteroAuthorizationException failure = fail();
		assertThat(endpoint.requestCount()).as("requests of the failed call").isEqualTo(before + 1);
		succeed();
		assertThat(endpoint.requestCount()).as("requests of both calls").isEqualTo(before + 2);
		return failure;
	}

	private MockEndpoint endpoint(MockDintero dintero) {
		return switch (this.request.kind()) {
			case CLIENT_CREDENTIALS -> dintero.tokenEndpoint();
			case AUTHORIZATION_CODE -> dintero.oidcEndpoint();
			case EXCHANGE_TOKEN -> dintero.exchangeEndpoint();
			case MERCHANT_TOKEN -> dintero.merchantTokenEndpoint();
			case PASSWORD, PASSWORDLESS_CODE, ACCOUNT_USER_TOKEN, MFA_OOB -> dintero.userTokenEndpoint();
			case REFRESH_TOKEN -> dintero.refreshEndpoint();
			case MFA_CHALLENGE -> dintero.mfaChallengeEndpoint();
			case MFA_RECOVERY -> dintero.mfaRecoveryEndpoint();
			case PASSWORDLESS -> dintero.passwordlessEndpoint();
			case REVOCATION -> dintero.revocationEndpoint();
		};
	}

	String secret() {
		return this.registration.clientSecret().reveal();
	}

	String basic() {
		String credentials = this.registration.clientId() + ":" + secret();
		return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	// How an HTTP client reads a secret that comes back in a header
	private String secretAsLatin1() {
		return new String(secret().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private void assertSaysWhere(DinteroAuthorizationException failure) {
		AccountId merchant = this.request.accountId();
		String account = (merchant != null) ? " and account '%s'".formatted(merchant) : "";
		assertThat(failure).hasMessageStartingWith("The token request for Dintero registration '%s'%s to %s ",
				this.registration.registrationId(), account, this.request.uri());
		assertThat(failure.getRegistrationId()).isEqualTo(this.registration.registrationId());
		assertThat(failure.getAccountId()).isEqualTo((merchant != null) ? merchant.value() : null);
		assertThat(failure.getEndpoint()).isEqualTo(this.request.uri());
		if (failure.getStatus() != null) {
			assertThat(failure).hasMessageContaining("was answered with status %d", failure.getStatus());
		}
	}

	private void assertIsOneShortLine(DinteroAuthorizationException failure) {
		assertThat(failure.getMessage()).hasSizeLessThan(2000).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
	}

}
