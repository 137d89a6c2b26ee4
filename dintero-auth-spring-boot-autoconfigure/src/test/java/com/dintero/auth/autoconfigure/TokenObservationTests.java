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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.autoconfigure.actuate.TokenRequestObservationContext;
import com.dintero.auth.autoconfigure.actuate.TokenRequestObservationConvention;
import com.dintero.auth.autoconfigure.store.DinteroStoreClientAutoConfiguration;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.user.DinteroUserClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The observations of token requests, and whose children they are.
 */
@Timeout(120)
class TokenObservationTests {

	private static final String NAME = "dintero.token.request";

	private static final String MERCHANT = "T11200001";

	private static final Duration PATIENT = Duration.ofSeconds(30);

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final MockDintero dintero = this.partner.dintero();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private ApplicationContextRunner application() {
		return this.partner.application().withBean(TestObservationRegistry.class, () -> this.registry);
	}

	@Test
	void nameTheRegistrationTheGrantAndTheAccount() {
		application().run((context) -> {
			tokens(context).getToken("platform");
			observations().hasNumberOfObservationsWithNameEqualTo(NAME, 1)
				.hasObservationWithNameEqualTo(NAME)
				.that()
				.hasBeenStopped()
				.hasContextualNameEqualTo("dintero client_credentials")
				.hasOnlyKeys("registration", "grant", "outcome", "status", "error.code", "account")
				.hasLowCardinalityKeyValue("registration", "platform")
				.hasLowCardinalityKeyValue("grant", "client_credentials")
				.hasLowCardinalityKeyValue("outcome", "SUCCESS")
				.hasLowCardinalityKeyValue("status", "200")
				.hasLowCardinalityKeyValue("error.code", "none")
				.hasHighCardinalityKeyValue("account", "T11200000");
		});
	}

	@Test
	void sayWhyARequestFailed() {
		application().run((context) -> {
			this.dintero.tokenEndpoint().failAlways(MockFault.status(401, "an_own_code", "Wrong"));
			fail(context);
			observations().hasObservationWithNameEqualTo(NAME)
				.that()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("outcome", "CLIENT_ERROR")
				.hasLowCardinalityKeyValue("status", "401")
				.hasLowCardinalityKeyValue("error.code", "invalid_client")
				.hasHighCardinalityKeyValue("dintero.code", "an_own_code")
				.thenError()
				.isInstanceOf(DinteroAuthorizationException.class);
		});
	}

	@Test
	void sayThatNoAnswerCame() {
		application().run((context) -> {
			this.dintero.tokenEndpoint().failAlways(MockFault.disconnect());
			fail(context);
			observations().hasNumberOfObservationsWithNameEqualTo(NAME, 3)
				.hasAnObservationWithAKeyValue("status", "none")
				.hasAnObservationWithAKeyValue("outcome", "UNKNOWN")
				.hasAnObservationWithAKeyValue("error.code", "temporarily_unavailable");
		});
	}

	@Test
	void areChildrenOfTheCallThatWaits() {
		application().run((context) -> {
			in("caller", () -> tokens(context).getToken("platform", MERCHANT));
			assertThatAllAreChildrenOf("caller", 3);
		});
	}

	@Test
	void areChildrenOfTheCallThatWaitsWhenTheyAreRetried() {
		application().run((context) -> {
			this.dintero.exchangeEndpoint().failNext(2, MockFault.status(503));
			in("caller", () -> tokens(context).getToken("platform", MERCHANT));
			assertThatAllAreChildrenOf("caller", 5);
		});
	}

	@Test
	void areChildrenOfTheCallThatWaitsWhenThePartnersTokenWasRevoked() {
		application().run((context) -> {
			tokens(context).getToken("platform");
			this.dintero.revokeTokens();
			this.registry.clear();
			in("caller", () -> tokens(context).getToken("platform", MERCHANT));
			assertThatAllAreChildrenOf("caller", 4);
		});
	}

	@Test
	void areChildrenOfTheCallThatWaitsWhenTheyAreQueued() {
		application().withPropertyValues("dintero.auth.http.max-requests=2").run((context) -> {
			tokens(context).getToken("platform");
			this.registry.clear();
			CompletableFuture<OAuth2AccessToken> queued;
			try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
				this.executor.execute(() -> tokens(context).getToken("platform", "T11200009"));
				hold.awaitRequests(1, PATIENT);
				queued = CompletableFuture.supplyAsync(
						() -> in("caller", () -> tokens(context).getToken("platform", MERCHANT)), this.executor);
				Awaitility.await().atMost(PATIENT).until(() -> requestsQueued(context) == 1);
				hold.release();
			}
			assertThat(queued.get(PATIENT.toSeconds(), TimeUnit.SECONDS)).isNotNull();
			observations().hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts)
				.filteredOn((handled) -> handled instanceof TokenRequestObservationContext request
						&& request.getAccountId().equals(MERCHANT))
				.hasSize(2)
				.allSatisfy((handled) -> assertThat(parent(handled)).isEqualTo("caller")));
		});
	}

	@Test
	void areChildrenOfTheSubscriber() {
		application().run((context) -> {
			Observation caller = Observation.start("caller", this.registry);
			context.getBean(ReactiveDinteroTokens.class)
				.getToken("platform", MERCHANT)
				.contextWrite((written) -> written.put(ObservationThreadLocalAccessor.KEY, caller))
				.block(PATIENT);
			caller.stop();
			assertThatAllAreChildrenOf("caller", 3);
		});
	}

	@Test
	void areChildrenOfTheCallOfAUser() {
		application().run((context) -> {
			in("caller", () -> {
				assertThatExceptionOfType(DinteroAuthorizationException.class)
					.isThrownBy(() -> context.getBean(DinteroUserClients.class)
						.get("platform")
						.signIn("ada", "wrong-password"));
				return true;
			});
			assertThatAllAreChildrenOf("caller", 4);
		});
	}

	@Test
	void areChildrenOfTheCallThatRefreshesATokenWithAStore() {
		application().withBean(DinteroTokenStore.class, FailingTokenStore::new)
			.withConfiguration(AutoConfigurations.of(DinteroStoreClientAutoConfiguration.class))
			.withPropertyValues("dintero.auth.store.encryption.keys[0].id=first",
					"dintero.auth.store.encryption.keys[0].value=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
			.run((context) -> {
				in("caller", () -> {
					assertThatExceptionOfType(DinteroAuthorizationException.class)
						.isThrownBy(() -> context.getBean(DinteroUserClients.class)
							.get("platform")
							.refresh("a-refresh-token-of-nobody"));
					return true;
				});
				assertThatAllAreChildrenOf("caller", 4);
			});
	}

	@Test
	void doNotRepeatWhatDinteroSaysOfAUser() {
		application().run((context) -> {
			this.dintero.userTokenEndpoint().failAlways(MockFault.status(400, "locked", "ada@example.com is locked"));
			assertThatExceptionOfType(DinteroAuthorizationException.class)
				.isThrownBy(() -> context.getBean(DinteroUserClients.class).get("platform").signIn("ada", "secret"))
				.withMessageContaining("ada@example.com");
			observations().hasHandledContextsThatSatisfy(
					(contexts) -> assertThat(contexts)
						.filteredOn((handled) -> handled.getLowCardinalityKeyValues()
							.stream()
							.anyMatch(KeyValue.of("grant", "password")::equals))
						.singleElement()
						.satisfies((handled) -> {
							assertThat(handled.getLowCardinalityKeyValues()).contains(
									KeyValue.of("outcome", "CLIENT_ERROR"),
									KeyValue.of("error.code", "invalid_request"));
							assertThat(handled.getHighCardinalityKeyValues())
								.contains(KeyValue.of("dintero.code", "locked"));
							assertThat(handled.getError()).hasMessageContaining("status 400")
								.hasMessageNotContaining("ada")
								.hasNoCause();
						}));
		});
	}

	@Test
	void ofARenewalAheadAreNobodysChildren() {
		application().run((context) -> {
			this.dintero.tokenLifetime(Duration.ofMinutes(10));
			tokens(context).getToken("platform");
			this.registry.clear();
			this.partner.clock().move(Duration.ofSeconds(510));
			in("caller", () -> tokens(context).getToken("platform"));
			Awaitility.await()
				.atMost(PATIENT)
				.untilAsserted(() -> observations().hasObservationWithNameEqualTo(NAME)
					.that()
					.hasBeenStopped()
					.doesNotHaveParentObservation());
		});
	}

	@Test
	void leaveNothingOnTheThreadsOfTheEngine() {
		application().run((context) -> {
			in("caller", () -> tokens(context).getToken("platform", MERCHANT));
			assertThat(this.registry.getCurrentObservation()).isNull();
			tokens(context).invalidate("platform");
			this.registry.clear();
			tokens(context).getToken("platform", MERCHANT);
			observations().hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts).hasSize(3)
				.allSatisfy((handled) -> assertThat(parent(handled)).isEqualTo("none")));
		});
	}

	@ParameterizedTest
	@EnumSource
	void costNoCallerItsTokenIfAHandlerFails(FailingHandler.At at) {
		FailingHandler handler = new FailingHandler(at);
		this.registry.observationConfig().observationHandler(handler);
		application().run((context) -> {
			in("caller", () -> {
				handler.failing = true;
				try {
					return tokens(context).getToken("platform", MERCHANT);
				}
				finally {
					handler.failing = false;
				}
			});
			assertThat(handler.failures).hasPositiveValue();
			assertThat(this.registry.getCurrentObservation()).isNull();
			tokens(context).invalidate("platform");
			this.registry.clear();
			tokens(context).getToken("platform", MERCHANT);
			observations().hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts).hasSize(3)
				.allSatisfy((handled) -> assertThat(parent(handled)).isEqualTo("none")));
		});
	}

	@Test
	void keepTheTraceToThemselves() {
		this.registry.observationConfig().observationHandler(new Tracing());
		application().run((context) -> {
			tokens(context).getToken("platform");
			assertThat(this.dintero.tokenEndpoint().requests()).singleElement()
				.satisfies((request) -> assertThat(request.header("traceparent")).isNull());
		});
	}

	@Test
	void sendTheTraceToDinteroIfTheUserAsksForIt() {
		this.registry.observationConfig().observationHandler(new Tracing());
		application().withPropertyValues("dintero.auth.http.propagate-trace=true").run((context) -> {
			tokens(context).getToken("platform");
			assertThat(this.dintero.tokenEndpoint().requests()).singleElement()
				.satisfies((request) -> assertThat(request.header("traceparent")).isEqualTo("a-trace"));
		});
	}

	@Test
	void areNamedByAConventionOfTheApplication() {
		application().withBean(TokenRequestObservationConvention.class, OwnConvention::new).run((context) -> {
			tokens(context).getToken("platform");
			observations().hasNumberOfObservationsEqualTo(1)
				.hasObservationWithNameEqualTo("tokens")
				.that()
				.hasLowCardinalityKeyValue("grant", "client_credentials")
				.doesNotHaveHighCardinalityKeyValueWithKey("account");
		});
	}

	@Test
	void needMicrometer() {
		application().withClassLoader(new FilteredClassLoader("io.micrometer.observation"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dinteroObservingTokenListener"));
	}

	@Test
	void needAnObservationRegistry() {
		this.partner.application()
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dinteroObservingTokenListener"));
	}

	private <T> T in(String name, Supplier<T> call) {
		return Observation.createNotStarted(name, this.registry).observe(call);
	}

	private TestObservationRegistryAssert observations() {
		return TestObservationRegistryAssert.assertThat(this.registry);
	}

	private void assertThatAllAreChildrenOf(String name, int number) {
		observations().hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts)
			.filteredOn((handled) -> handled instanceof TokenRequestObservationContext)
			.hasSize(number)
			.allSatisfy((handled) -> assertThat(parent(handled)).isEqualTo(name)));
	}

	private static String parent(Observation.Context context) {
		return (context.getParentObservation() != null)
				? String.valueOf(context.getParentObservation().getContextView().getName()) : "none";
	}

	private static int requestsQueued(ApplicationContext context) {
		return context.getBean(TokenEndpointClient.class).queuedRequests("platform");
	}

	private static DinteroTokens tokens(ApplicationContext context) {
		return context.getBean(DinteroTokens.class);
	}

	private static void fail(ApplicationContext context) {
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> tokens(context).getToken("platform"));
	}

	/**
	 * A handler that fails while a token is requested.
	 */
	static final class FailingHandler implements ObservationHandler<Observation.Context> {

		private final At at;

		private volatile boolean failing;

		private final AtomicInteger failures = new AtomicInteger();

		FailingHandler(At at) {
			this.at = at;
		}

		@Override
		public void onStart(Observation.Context context) {
			failIf(At.START);
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			failIf(At.SCOPE_OPENED);
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			failIf(At.SCOPE_CLOSED);
		}

		@Override
		public void onStop(Observation.Context context) {
			failIf(At.STOP);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		private void failIf(At here) {
			if (this.failing && this.at == here) {
				this.failures.incrementAndGet();
				throw new IllegalStateException("A handler of the application fails");
			}
		}

		enum At {

			START, SCOPE_OPENED, SCOPE_CLOSED, STOP

		}

	}

	/**
	 * What tracing does with the headers of a request.
	 */
	private static final class Tracing implements ObservationHandler<TokenRequestObservationContext> {

		@Override
		public void onStart(TokenRequestObservationContext context) {
			BiConsumer<String, String> headers = context.getCarrier();
			context.getSetter().set(headers, "traceparent", "a-trace");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof TokenRequestObservationContext;
		}

	}

	private static final class OwnConvention implements TokenRequestObservationConvention {

		@Override
		public String getName() {
			return "tokens";
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(TokenRequestObservationContext context) {
			return KeyValues.empty();
		}

	}

}
