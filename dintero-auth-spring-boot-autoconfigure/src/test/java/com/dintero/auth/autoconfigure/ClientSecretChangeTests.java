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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.ClientSecret;
import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client secret that changes takes effect without a restart, and with it goes what the
 * old one has earned.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ClientSecretChangeTests {

	private static final String OLD = ReloadablePartner.OLD_SECRET;

	private static final String NEW = ReloadablePartner.NEW_SECRET;

	private static final String MERCHANT = "T11200001";

	private static final Duration PATIENT = Duration.ofSeconds(30);

	private static final Duration PAST_HOUSEKEEPING = Duration.ofSeconds(11);

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final MockDintero dintero = this.partner.dintero();

	@Test
	void theNextTokenRequestUsesTheReloadedSecret() {
		this.partner.application().run((context) -> {
			this.partner.changeSecretAtDintero(NEW);
			this.partner.reloadSecret(NEW);
			assertThat(own(context)).isNotNull();
			assertThat(secretsSent()).containsExactly(NEW);
		});
	}

	@Test
	void theReactiveSideUsesItToo() {
		this.partner.application().run((context) -> {
			this.partner.changeSecretAtDintero(NEW);
			this.partner.reloadSecret(NEW);
			assertThat(context.getBean(ReactiveDinteroTokens.class).getToken("platform", MERCHANT).block(PATIENT))
				.isNotNull();
			assertThat(secretsSent()).containsExactly(NEW);
		});
	}

	@Test
	void whatTheOldSecretHasEarnedIsForgottenTheMerchantsTokensAsWell() {
		this.partner.application().run((context) -> {
			OAuth2AccessToken own = own(context);
			OAuth2AccessToken merchants = merchants(context);
			changeEverywhere(NEW);
			assertThat(own(context)).isSameAs(own);
			assertThat(merchants(context)).isSameAs(merchants);
			this.partner.clock().move(PAST_HOUSEKEEPING);
			await(() -> !own(context).equals(own));
			await(() -> !merchants(context).equals(merchants));
			assertThat(own(context).getTokenValue()).isNotEqualTo(own.getTokenValue());
			assertThat(merchants(context).getTokenValue()).isNotEqualTo(merchants.getTokenValue());
			assertThat(secretsSent()).containsExactly(OLD, NEW);
			assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(2);
			assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isEqualTo(2);
		});
	}

	@Test
	void aMerchantsCallAloneFindsOut() {
		this.partner.application().run((context) -> {
			OAuth2AccessToken merchants = merchants(context);
			changeEverywhere(NEW);
			this.partner.clock().move(PAST_HOUSEKEEPING);
			await(() -> !merchants(context).equals(merchants));
			assertThat(secretsSent()).containsExactly(OLD, NEW);
		});
	}

	@Test
	void whereNothingHasChangedNothingIsForgotten() {
		Queue<String> asked = new ConcurrentLinkedQueue<>();
		this.partner.application()
			.withBean(ClientSecretSupplier.class, () -> (registrationId) -> supply(asked, OLD))
			.run((context) -> {
				OAuth2AccessToken own = own(context);
				OAuth2AccessToken merchants = merchants(context);
				int before = asked.size();
				this.partner.clock().move(PAST_HOUSEKEEPING);
				own(context);
				await(() -> asked.size() > before);
				this.partner.clock().move(PAST_HOUSEKEEPING);
				assertThat(own(context)).isSameAs(own);
				assertThat(merchants(context)).isSameAs(merchants);
			});
	}

	@Test
	void theTokenOfAFlightThatTheOldSecretBeganIsNotKept() {
		this.partner.application().run((context) -> {
			CompletableFuture<OAuth2AccessToken> begun;
			CompletableFuture<OAuth2AccessToken> next;
			try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
				begun = CompletableFuture.supplyAsync(() -> own(context), this.executor);
				hold.awaitRequests(1, PATIENT);
				this.partner.reloadSecret(NEW);
				this.partner.clock().move(PAST_HOUSEKEEPING);
				next = CompletableFuture.supplyAsync(() -> own(context), this.executor);
				await(() -> context.getBean(DinteroRegistrations.class)
					.get("platform")
					.clientSecret()
					.equals(ClientSecret.of(NEW)));
				assertThat(next).isNotDone();
			}
			OAuth2AccessToken ofTheOldSecret = begun.get(30, TimeUnit.SECONDS);
			// It may have used the new secret, before Dintero knew it
			await(next::isDone);
			this.partner.changeSecretAtDintero(NEW);
			this.partner.clock().move(Duration.ofSeconds(5));
			await(() -> !own(context).equals(ofTheOldSecret));
			assertThat(secretsSent()).startsWith(OLD).endsWith(NEW);
		});
	}

	@Test
	void anOldSecretThatWasRejectedRecoversWithTheReloadedOne() {
		this.partner.application().run((context) -> {
			this.partner.changeSecretAtDintero(NEW);
			assertRejected(context);
			this.partner.reloadSecret(NEW);
			assertRejected(context);
			assertThat(secretsSent()).containsExactly(OLD);
			this.partner.clock().move(Duration.ofSeconds(5));
			assertThat(own(context)).isNotNull();
			assertThat(merchants(context)).isNotNull();
			assertThat(secretsSent()).containsExactly(OLD, NEW);
		});
	}

	@Test
	void aRenewalWithTheOldSecretThatIsRejectedCostsCallersNothing() {
		this.partner.application().run((context) -> {
			OAuth2AccessToken own = own(context);
			this.partner.changeSecretAtDintero(NEW);
			this.partner.clock().move(Duration.ofMinutes(210));
			assertThat(own(context)).isSameAs(own);
			await(() -> secretsSent().size() == 2);
			this.partner.reloadSecret(NEW);
			await(() -> {
				this.partner.clock().move(Duration.ofSeconds(40));
				return !own(context).equals(own);
			});
			assertThat(secretsSent()).startsWith(OLD, OLD).endsWith(NEW);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "[my.shop]", "MyShop", "SHOP", "my-shop", "my_shop", "[my shop]", "[my/shop?]", "shop1",
			"[\u00e6\u00f8\u00e5]", "[.]" })
	void aRegistrationMayHaveAnyName(String name) {
		String registrationId = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
		this.partner.application(name).run((context) -> {
			DinteroTokens tokens = context.getBean(DinteroTokens.class);
			OAuth2AccessToken token = tokens.getToken(registrationId);
			this.partner.changeSecretAtDintero(NEW);
			this.partner.reload(ReloadablePartner.prefix(name) + "client-secret", NEW);
			this.partner.clock().move(PAST_HOUSEKEEPING);
			await(() -> !tokens.getToken(registrationId).equals(token));
			assertThat(secretsSent()).containsExactly(OLD, NEW);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "${NOBODY_SET_THIS}", "the-new-one\n", "\u0000" })
	void whatWouldHaveStoppedTheStartDoesNotTakeTheSecretsPlace(String mistake) {
		this.partner.application().run((context) -> {
			OAuth2AccessToken own = own(context);
			this.partner.reloadSecret(mistake);
			this.partner.clock().move(Duration.ofDays(2));
			OAuth2AccessToken next = own(context);
			assertThat(next).isNotSameAs(own);
			assertThat(secretsSent()).containsExactly(OLD, OLD);
		});
	}

	@Test
	void aReloadedMistakeIsLoggedWithoutTheValue(CapturedOutput output) {
		this.partner.application().run((context) -> {
			this.partner.reloadSecret("my-secret-of-a-file\n");
			own(context);
			assertThat(output).contains("WARN")
				.contains("'dintero.auth.registration.platform.client-secret' has changed to an invalid value")
				.doesNotContain("my-secret-of-a-file");
		});
	}

	@Test
	void aMistakeInAnotherPropertyDoesNotConcernTheSecret() {
		this.partner.application().run((context) -> {
			this.partner.reload("dintero.auth.http.read-timeout", "soon");
			changeEverywhere(NEW);
			assertThat(own(context)).isNotNull();
			assertThat(secretsSent()).containsExactly(NEW);
		});
	}

	@Test
	void aSupplierTakesThePlaceOfTheProperty() {
		this.partner.changeSecretAtDintero("of-the-supplier");
		this.partner.application()
			.withBean(ClientSecretSupplier.class, () -> (registrationId) -> ClientSecret.of("of-the-supplier"))
			.run((context) -> {
				assertThat(context).hasSingleBean(ClientSecretSupplier.class);
				this.partner.reloadSecret(NEW);
				assertThat(own(context)).isNotNull();
				assertThat(secretsSent()).containsExactly("of-the-supplier");
			});
	}

	@Test
	void aSupplierMayLeaveItAtTheProperty() {
		Queue<String> asked = new ConcurrentLinkedQueue<>();
		this.partner.application().withBean(ClientSecretSupplier.class, () -> (registrationId) -> {
			asked.add(registrationId);
			return null;
		}).run((context) -> {
			assertThat(own(context)).isNotNull();
			assertThat(secretsSent()).containsExactly(OLD);
			assertThat(asked).isNotEmpty().containsOnly("platform");
		});
	}

	@Test
	void aSuppliersChangedSecretTakesEffect() {
		AtomicReference<String> secret = new AtomicReference<>(OLD);
		this.partner.application()
			.withBean(ClientSecretSupplier.class, () -> (registrationId) -> ClientSecret.of(secret.get()))
			.run((context) -> {
				OAuth2AccessToken own = own(context);
				OAuth2AccessToken merchants = merchants(context);
				this.partner.changeSecretAtDintero(NEW);
				secret.set(NEW);
				this.partner.clock().move(PAST_HOUSEKEEPING);
				await(() -> !own(context).equals(own));
				await(() -> !merchants(context).equals(merchants));
				assertThat(secretsSent()).containsExactly(OLD, NEW);
			});
	}

	@Test
	void aSupplierIsNeverAskedOnACallersThread() {
		Queue<String> threads = new ConcurrentLinkedQueue<>();
		this.partner.application()
			.withBean(ClientSecretSupplier.class,
					() -> (registrationId) -> supply(threads, Thread.currentThread().getName(), OLD))
			.run((context) -> {
				for (int i = 0; i < 3; i++) {
					int before = threads.size();
					own(context);
					merchants(context);
					context.getBean(ReactiveDinteroTokens.class).getToken("platform").block(PATIENT);
					this.partner.clock().move(PAST_HOUSEKEEPING);
					own(context);
					await(() -> threads.size() > before);
				}
				assertThat(threads).allMatch((name) -> name.startsWith("dintero-auth-"))
					.noneMatch((name) -> name.startsWith("dintero-auth-timer-"));
			});
	}

	@Test
	void aSupplierThatHangsHoldsUpNobodyWhoHasAToken() {
		AtomicReference<@Nullable CompletableFuture<ClientSecret>> hanging = new AtomicReference<>();
		Queue<String> asked = new ConcurrentLinkedQueue<>();
		this.partner.application().withBean(ClientSecretSupplier.class, () -> (registrationId) -> {
			asked.add(registrationId);
			CompletableFuture<ClientSecret> answer = hanging.get();
			return (answer != null) ? answer.join() : null;
		}).run((context) -> {
			OAuth2AccessToken own = own(context);
			int before = asked.size();
			CompletableFuture<ClientSecret> answer = new CompletableFuture<>();
			hanging.set(answer);
			this.partner.clock().move(PAST_HOUSEKEEPING);
			assertThat(own(context)).isSameAs(own);
			await(() -> asked.size() > before);
			assertThat(own(context)).isSameAs(own);
			answer.complete(ClientSecret.of(OLD));
		});
	}

	@Test
	void aSupplierThatFailsLeavesTheTokensAndIsLoggedWithoutItsMessage(CapturedOutput output) {
		AtomicReference<Boolean> failing = new AtomicReference<>(false);
		this.partner.application().withBean(ClientSecretSupplier.class, () -> (registrationId) -> {
			if (failing.get()) {
				throw new VaultException("no entry for " + NEW);
			}
			return ClientSecret.of(OLD);
		}).run((context) -> {
			OAuth2AccessToken own = own(context);
			OAuth2AccessToken merchants = merchants(context);
			failing.set(true);
			this.partner.clock().move(PAST_HOUSEKEEPING);
			assertThat(own(context)).isSameAs(own);
			await(() -> output.getAll().contains("could not be looked up"));
			assertThat(output).contains("WARN")
				.contains("The client secret of Dintero registration 'platform' could not be looked up: "
						+ VaultException.class.getName())
				.doesNotContain(NEW);
			assertThat(own(context)).isSameAs(own);
			assertThat(merchants(context)).isSameAs(merchants);
			assertThat(secretsSent()).containsExactly(OLD);
		});
	}

	@Test
	void whereASupplierFailsTheSecretThatIsKnownGetsTheTokens() {
		this.partner.application().withBean(ClientSecretSupplier.class, () -> (registrationId) -> {
			throw new VaultException("sealed");
		}).run((context) -> {
			assertThat(merchants(context)).isNotNull();
			assertThat(own(context)).isNotNull();
			assertThat(secretsSent()).containsExactly(OLD);
		});
	}

	private void changeEverywhere(String secret) {
		this.partner.changeSecretAtDintero(secret);
		this.partner.reloadSecret(secret);
	}

	private static OAuth2AccessToken own(ApplicationContext context) {
		return context.getBean(DinteroTokens.class).getToken("platform");
	}

	private static OAuth2AccessToken merchants(ApplicationContext context) {
		return context.getBean(DinteroTokens.class).getToken("platform", MERCHANT);
	}

	private static void assertRejected(ApplicationContext context) {
		assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(() -> own(context))
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(401));
	}

	private static ClientSecret supply(Queue<String> asked, String secret) {
		return supply(asked, secret, secret);
	}

	private static ClientSecret supply(Queue<String> asked, String note, String secret) {
		asked.add(note);
		return ClientSecret.of(secret);
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(PATIENT).until(condition);
	}

	private List<String> secretsSent() {
		return this.dintero.tokenEndpoint().requests().stream().map(ClientSecretChangeTests::secret).toList();
	}

	private static String secret(MockRequest request) {
		String authorization = String.valueOf(request.header("Authorization"));
		String credentials = new String(Base64.getDecoder().decode(authorization.substring("Basic ".length())),
				StandardCharsets.UTF_8);
		return credentials.substring(credentials.indexOf(':') + 1);
	}

	private static final class VaultException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		VaultException(String message) {
			super(message);
		}

	}

}
