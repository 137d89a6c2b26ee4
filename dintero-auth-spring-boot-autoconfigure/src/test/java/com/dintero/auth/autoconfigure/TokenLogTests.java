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

package com.dintero.auth.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.internal.endpoint.TokenLog;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The log of token requests: when a registration begins to fail, when it recovers, and
 * each request at DEBUG.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class TokenLogTests {

	private static final String MERCHANT = "T11200001";

	private static final String LOGGER = TokenLog.class.getName();

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	private final MockDintero dintero = this.partner.dintero();

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	@AfterEach
	void logAsBefore() {
		this.logging.setLogLevel(LOGGER, null);
	}

	@Test
	void aStormOfFailuresIsOneWarningAndItsEndOneInfo(CapturedOutput output) {
		this.partner.application().run((context) -> {
			this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
			for (int i = 0; i < 50; i++) {
				fail(context, null);
				this.partner.clock().move(Duration.ofSeconds(6));
			}
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(50);
			assertThat(lines(output, "has begun to fail")).singleElement()
				.asString()
				.contains("WARN", "'platform'", "status 401",
						"Check the client id and the client secret of the registration", "Callers get no token");
			this.dintero.tokenEndpoint().recover();
			tokens(context).getToken("platform");
			assertThat(lines(output, "has recovered")).singleElement()
				.asString()
				.contains("INFO", "'platform'", "It failed for 300 s");
		});
	}

	@Test
	void aRenewalThatFailsSaysUntilWhenCallersHaveATokenAndThatTheyHaveNoneAnyMore(CapturedOutput output) {
		this.partner.application().run((context) -> {
			this.dintero.tokenLifetime(Duration.ofMinutes(10));
			Object expiresAt = tokens(context).getToken("platform").getExpiresAt();
			this.dintero.tokenEndpoint().failAlways(MockFault.status(500));
			this.partner.clock().move(Duration.ofSeconds(510));
			tokens(context).getToken("platform");
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> output.getAll().contains("has begun to fail"));
			assertThat(lines(output, "has begun to fail")).singleElement()
				.asString()
				.contains("status 500", "Callers still have a token, which expires at " + expiresAt);
			this.partner.clock().move(Duration.ofMinutes(2));
			for (int i = 0; i < 3; i++) {
				fail(context, null);
			}
			assertThat(lines(output, "still fails, and its token has expired")).singleElement()
				.asString()
				.contains("WARN", "'platform'", "status 500", "Callers get no token");
			assertThat(lines(output, "has begun to fail")).hasSize(1);
		});
	}

	@Test
	void aMerchantWhoseRenewalFailsStillHasAToken(CapturedOutput output) {
		this.partner.application().run((context) -> {
			this.dintero.tokenLifetime(Duration.ofMinutes(10));
			Object expiresAt = tokens(context).getToken("platform", MERCHANT).getExpiresAt();
			this.dintero.exchangeEndpoint().failAlways(MockFault.status(500));
			this.partner.clock().move(Duration.ofSeconds(510));
			tokens(context).getToken("platform", MERCHANT);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> output.getAll().contains("gets no new token"));
			this.partner.clock().move(Duration.ofSeconds(50));
			fail(context, MERCHANT);
			assertThat(lines(output, "gets no new token")).satisfiesExactly(
					(line) -> assertThat(line).contains("Callers still have a token, which expires at " + expiresAt),
					(line) -> assertThat(line).contains("Callers get no token"));
		});
	}

	@Test
	void merchantsThatFailTogetherAreOneWarningAMinute(CapturedOutput output) {
		this.partner.application().run((context) -> {
			this.dintero.exchangeEndpoint().failAlways(MockFault.status(500));
			for (int i = 1; i < 20; i++) {
				fail(context, "T112%05d".formatted(i));
			}
			assertThat(lines(output, "gets no new token")).singleElement().asString().contains("WARN", "status 500");
			this.partner.clock().move(Duration.ofMinutes(2));
			fail(context, MERCHANT);
			assertThat(lines(output, "gets no new token")).hasSize(2);
			assertThat(output).doesNotContain("has begun to fail");
		});
	}

	@Test
	void whatBecomesOfAForgottenRequestIsNoStateOfTheRegistration(CapturedOutput output) {
		this.partner.application().run((context) -> {
			this.dintero.tokenEndpoint().failNext(MockFault.status(500));
			CompletableFuture<Void> caller;
			try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
				caller = CompletableFuture.runAsync(() -> fail(context, null));
				hold.awaitRequests(1, Duration.ofSeconds(30));
				tokens(context).invalidate("platform");
			}
			caller.get(30, TimeUnit.SECONDS);
			tokens(context).getToken("platform");
			assertThat(output).doesNotContain("has begun to fail", "has recovered");
		});
	}

	@Test
	void aRefusalOfEachMerchantsTokenIsAWarning(CapturedOutput output) {
		this.partner.application().run((context) -> {
			this.dintero.merchantTokenEndpoint().failAlways(MockFault.status(403));
			fail(context, MERCHANT);
			assertThat(lines(output, "gets no new token")).singleElement()
				.asString()
				.contains("WARN", "status 403", "exchange.audience");
		});
	}

	@Test
	void aMerchantWithoutAContractIsNoWarning(CapturedOutput output) {
		this.partner.application().run((context) -> {
			fail(context, "T11200009");
			assertThat(output).doesNotContain("WARN");
		});
	}

	@Test
	void eachRequestIsALineAtDebug(CapturedOutput output) {
		this.logging.setLogLevel(LOGGER, LogLevel.DEBUG);
		this.partner.application().run((context) -> {
			Object expiresAt = tokens(context).getToken("platform", MERCHANT).getExpiresAt();
			assertThat(lines(output, "A token request of")).hasSize(3).allMatch((line) -> line.contains("'platform'"));
			assertThat(lines(output, "'client_credentials'")).singleElement()
				.asString()
				.contains("DEBUG", "ended with status 200 after 0 ms, and the token expires at ");
			assertThat(lines(output, "'merchant_token'")).singleElement()
				.asString()
				.contains("and account 'T11200001'", "the token expires at " + expiresAt);
			this.dintero.exchangeEndpoint().failAlways(MockFault.status(403, "no_contract", "Not yours"));
			fail(context, "T11200009");
			assertThat(lines(output, "status 403")).singleElement()
				.asString()
				.contains("access_denied, Dintero's code 'no_contract'")
				.doesNotContain("Not yours");
		});
	}

	@Test
	void atInfoNoRequestIsALine(CapturedOutput output) {
		this.partner.application().run((context) -> {
			tokens(context).getToken("platform", MERCHANT);
			assertThat(output).doesNotContain("A token request");
		});
	}

	private static DinteroTokens tokens(ApplicationContext context) {
		return context.getBean(DinteroTokens.class);
	}

	private static void fail(ApplicationContext context, @Nullable String merchant) {
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> ((merchant != null) ? tokens(context).getToken("platform", merchant)
					: tokens(context).getToken("platform"))
				.getTokenValue());
	}

	private static List<String> lines(CapturedOutput output, String text) {
		return output.getAll().lines().filter((line) -> line.contains(text)).toList();
	}

}
