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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.user.DinteroUserClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The meters of tokens, one for each registration and none for a merchant.
 */
@Timeout(120)
class TokenMetersTests {

	private static final String MERCHANT = "T11200001";

	private static final Duration PATIENT = Duration.ofSeconds(30);

	private static final Pattern ROW = Pattern.compile("^\\| `(dintero\\.token\\.[a-z.]+)` \\|", Pattern.MULTILINE);

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final MockDintero dintero = this.partner.dintero();

	private ApplicationContextRunner application() {
		return this.partner.application()
			.withBean(SimpleMeterRegistry.class)
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class));
	}

	@Test
	void countHitsMissesAndTokensHeld() {
		application().run((context) -> {
			tokens(context).getToken("platform");
			for (int i = 0; i < 5; i++) {
				tokens(context).getToken("platform");
			}
			tokens(context).getToken("platform", MERCHANT);
			assertThat(count(context, "dintero.token.hits")).isEqualTo(5);
			assertThat(count(context, "dintero.token.misses")).isEqualTo(2);
			assertThat(gauge(context, "dintero.token.held")).isEqualTo(2);
			tokens(context).invalidate("platform");
			assertThat(gauge(context, "dintero.token.held")).isZero();
		});
	}

	@Test
	void countTheHitsOfAllThreads() {
		application().run((context) -> {
			tokens(context).getToken("platform");
			List<CompletableFuture<Void>> callers = IntStream.range(0, 200)
				.mapToObj((i) -> CompletableFuture.runAsync(() -> {
					for (int call = 0; call < 500; call++) {
						tokens(context).getToken("platform");
					}
				}, this.executor))
				.toList();
			CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new))
				.get(PATIENT.toSeconds(), TimeUnit.SECONDS);
			assertThat(count(context, "dintero.token.hits")).isEqualTo(100_000);
		});
	}

	@Test
	void sayWhenTheRegistrationsOwnTokenExpires() {
		application().run((context) -> {
			assertThat(gauge(context, "dintero.token.expiry")).isNaN();
			this.dintero.tokenLifetime(Duration.ofMinutes(10));
			tokens(context).getToken("platform");
			assertThat(gauge(context, "dintero.token.expiry")).isEqualTo(600);
			this.partner.clock().move(Duration.ofMinutes(5));
			assertThat(gauge(context, "dintero.token.expiry")).isEqualTo(300);
		});
	}

	@Test
	void countFailuresInARowUntilTheNextSuccess() {
		application().run((context) -> {
			this.dintero.tokenEndpoint().failNext(2, MockFault.status(401));
			for (int failures = 1; failures <= 2; failures++) {
				assertThatExceptionOfType(DinteroAuthorizationException.class)
					.isThrownBy(() -> tokens(context).getToken("platform"));
				assertThat(gauge(context, "dintero.token.backoff")).isEqualTo(failures);
				this.partner.clock().move(Duration.ofSeconds(6));
			}
			tokens(context).getToken("platform");
			assertThat(gauge(context, "dintero.token.backoff")).isZero();
		});
	}

	@Test
	void countRetriesAndTimeThoseWhoWait() {
		application().run((context) -> {
			this.dintero.tokenEndpoint().failNext(MockFault.status(503));
			tokens(context).getToken("platform");
			assertThat(count(context, "dintero.token.retries")).isEqualTo(1);
			assertThat(registry(context).get("dintero.token.wait").timer().count()).isEqualTo(1);
		});
	}

	@Test
	void aCallThatWaitsForSeveralRequestsIsOneCall() {
		application().run((context) -> {
			tokens(context).getToken("platform", "T11200001");
			assertThat(this.dintero.requests()).hasSize(3);
			assertThat(count(context, "dintero.token.misses")).isEqualTo(1);
			assertThat(registry(context).get("dintero.token.wait").timer().count()).isEqualTo(1);
		});
	}

	@Test
	void aWrongPasswordReplaysNoCallOfAResource() {
		application().run((context) -> {
			assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(
					() -> context.getBean(DinteroUserClients.class).get("platform").signIn("ada", "wrong-password"));
			assertThat(this.dintero.requests()).hasSize(4);
			assertThat(count(context, "dintero.token.replays")).isZero();
		});
	}

	@Test
	void showRequestsUnderWayAndTimeAllWhoWaitForOne() {
		application().run((context) -> {
			try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
				List<CompletableFuture<OAuth2AccessToken>> callers = List.of(call(context), call(context),
						call(context));
				hold.awaitRequests(1, PATIENT);
				assertThat(gauge(context, "dintero.token.requests.underway")).isEqualTo(1);
				assertThat(gauge(context, "dintero.token.requests.queued")).isZero();
				Awaitility.await().atMost(PATIENT).until(() -> count(context, "dintero.token.misses") == 3);
				this.partner.clock().move(Duration.ofSeconds(2));
				hold.release();
				for (CompletableFuture<OAuth2AccessToken> caller : callers) {
					caller.get(PATIENT.toSeconds(), TimeUnit.SECONDS);
				}
			}
			assertThat(gauge(context, "dintero.token.requests.underway")).isZero();
			assertThat(registry(context).get("dintero.token.wait").timer().count()).isEqualTo(3);
			assertThat(registry(context).get("dintero.token.wait").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(6);
		});
	}

	@Test
	void showQueuedRequests() {
		application().withPropertyValues("dintero.auth.http.max-requests=2").run((context) -> {
			tokens(context).getToken("platform");
			try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
				CompletableFuture<OAuth2AccessToken> first = call(context, "T11200001");
				hold.awaitRequests(1, PATIENT);
				CompletableFuture<OAuth2AccessToken> second = call(context, "T11200002");
				Awaitility.await().atMost(PATIENT).until(() -> gauge(context, "dintero.token.requests.queued") == 1);
				hold.release();
				assertThat(first.get(PATIENT.toSeconds(), TimeUnit.SECONDS)).isNotNull();
				assertThat(second).failsWithin(PATIENT);
			}
		});
	}

	@Test
	void countRenewalsAheadByTheirOutcome() {
		application().run((context) -> {
			this.dintero.tokenLifetime(Duration.ofMinutes(10));
			tokens(context).getToken("platform");
			this.dintero.tokenEndpoint().failNext(MockFault.status(500));
			this.partner.clock().move(Duration.ofSeconds(510));
			tokens(context).getToken("platform");
			Awaitility.await().atMost(PATIENT).until(() -> renewals(context, "failure") == 1);
			this.partner.clock().move(Duration.ofSeconds(5));
			tokens(context).getToken("platform");
			Awaitility.await().atMost(PATIENT).until(() -> renewals(context, "success") == 1);
			assertThat(renewals(context, "failure")).isEqualTo(1);
		});
	}

	@Test
	void countTokensThatWereReplacedAfterA401() {
		application().run((context) -> {
			OAuth2AccessToken token = tokens(context).getToken("platform");
			OAuth2AccessToken replacement = tokens(context).replaceToken("platform", token);
			assertThat(count(context, "dintero.token.replays")).isEqualTo(1);
			// Another one soon after would not help
			assertThat(tokens(context).replaceToken("platform", replacement)).isEqualTo(replacement);
			assertThat(count(context, "dintero.token.replays")).isEqualTo(1);
		});
	}

	@Test
	void haveNoTagOfAMerchant() {
		application().run((context) -> {
			tokens(context).getToken("platform", MERCHANT);
			assertThat(registry(context).getMeters()).filteredOn(TokenMetersTests::isOurs)
				.flatExtracting((meter) -> meter.getId().getTags().stream().map(Tag::getValue).toList())
				.doesNotContain(MERCHANT);
			assertThat(registry(context).getMeters()).filteredOn(TokenMetersTests::isOurs)
				.allMatch((meter) -> "platform".equals(meter.getId().getTag("registration")));
		});
	}

	@Test
	void areThoseInTheTableOfTheDocumentation() throws Exception {
		String page = Files.readString(Path.of("..", "docs", "operations.md"));
		application().run((context) -> {
			tokens(context).getToken("platform");
			assertThat(ROW.matcher(page).results().map((row) -> row.group(1)).toList()).doesNotHaveDuplicates()
				.containsExactlyInAnyOrderElementsOf(new TreeSet<>(registry(context).getMeters()
					.stream()
					.filter(TokenMetersTests::isOurs)
					.map((meter) -> meter.getId().getName())
					.filter((name) -> !name.endsWith(".active"))
					.toList()));
		});
	}

	@Test
	void needMicrometer() {
		application().withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dinteroTokenMeterBinder"));
	}

	@Test
	void needAMeterRegistry() {
		this.partner.application()
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dinteroTokenMeterBinder"));
	}

	private CompletableFuture<OAuth2AccessToken> call(ApplicationContext context) {
		return CompletableFuture.supplyAsync(() -> tokens(context).getToken("platform"), this.executor);
	}

	private CompletableFuture<OAuth2AccessToken> call(ApplicationContext context, String merchant) {
		return CompletableFuture.supplyAsync(() -> tokens(context).getToken("platform", merchant), this.executor);
	}

	private static boolean isOurs(Meter meter) {
		return meter.getId().getName().startsWith("dintero.");
	}

	private static DinteroTokens tokens(ApplicationContext context) {
		return context.getBean(DinteroTokens.class);
	}

	private static MeterRegistry registry(ApplicationContext context) {
		return context.getBean(MeterRegistry.class);
	}

	private static double gauge(ApplicationContext context, String name) {
		return registry(context).get(name).tag("registration", "platform").gauge().value();
	}

	private static double renewals(ApplicationContext context, String outcome) {
		return registry(context).get("dintero.token.renewals").tag("outcome", outcome).counter().count();
	}

	private static double count(ApplicationContext context, String name) {
		return registry(context).get(name)
			.tag("registration", "platform")
			.meter()
			.measure()
			.iterator()
			.next()
			.getValue();
	}

}
