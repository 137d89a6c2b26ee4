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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import tools.jackson.databind.JsonNode;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.autoconfigure.actuate.DinteroTokensHealthAutoConfiguration;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The health of the tokens, as actuator shows it.
 */
@Timeout(120)
class DinteroTokensHealthTests {

	private static final AutoConfigurations HEALTH = AutoConfigurations.of(DinteroTokensHealthAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	private final MockDintero dintero = this.partner.dintero();

	private final Instant start = this.partner.clock().instant();

	@Test
	void isUnknownUntilSomebodyAsksForATokenAndRequestsNone() {
		application().run((context) -> {
			assertThat(status(context)).isEqualTo(Status.UNKNOWN);
			assertThat(details(context, "platform")).containsEntry("account", "T11200000")
				.containsEntry("message", "No token has been requested yet");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@Test
	void isUpWithAToken() {
		application().run((context) -> {
			OAuth2AccessToken token = getToken(context, "platform");
			assertThat(status(context)).isEqualTo(Status.UP);
			assertThat(details(context, "platform")).containsExactlyInAnyOrderEntriesOf(
					Map.of("account", "T11200000", "expires", Objects.requireNonNull(token.getExpiresAt())));
		});
	}

	@Test
	void isDownAfterAFailureAndSaysSinceWhenAndWhatToCheck() {
		application().run((context) -> {
			this.partner.changeSecretAtDintero(ReloadablePartner.NEW_SECRET);
			assertFails(context, "platform");
			this.partner.clock().move(Duration.ofMinutes(2));
			assertFails(context, "platform");
			assertThat(status(context)).isEqualTo(Status.DOWN);
			assertThat(details(context, "platform")).containsEntry("failingSince", this.start)
				.containsEntry("lastAttempt", this.start.plus(Duration.ofMinutes(2)))
				.containsEntry("error", "invalid_client")
				.containsEntry("status", 401)
				.hasEntrySatisfying("message", (message) -> assertThat(message).asString()
					.contains("Check the client id and the client secret of the registration"));
		});
	}

	@Test
	void staysUpWhileTheTokenIsValidAndSaysThatItsRenewalFails() {
		application().run((context) -> {
			getToken(context, "platform");
			this.dintero.tokenEndpoint().failAlways(MockFault.status(503));
			this.partner.clock().move(Duration.ofMinutes(210));
			getToken(context, "platform");
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(details(context, "platform")).containsEntry("error", "temporarily_unavailable")
							.containsEntry("failingSince", this.start.plus(Duration.ofMinutes(210)))
							.containsKeys("expires", "message"));
			assertThat(status(context)).isEqualTo(Status.UP);
		});
	}

	@Test
	void isUnknownAgainWhenTheTokenHasExpiredAndNobodyAsks() {
		application().run((context) -> {
			getToken(context, "platform");
			this.partner.clock().move(Duration.ofDays(1));
			assertThat(status(context)).isEqualTo(Status.UNKNOWN);
			assertThat(details(context, "platform")).containsEntry("message",
					"The token has expired, and no token has been requested since");
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@Test
	void hasAnEntryForEachRegistrationAndIsDownIfOneIs() {
		application().withPropertyValues(ActuatorApplication.registration("shop", "a-wrong-secret")).run((context) -> {
			assertThat(status(context)).isEqualTo(Status.UNKNOWN);
			getToken(context, "platform");
			assertThat(status(context)).isEqualTo(Status.UP);
			assertThat(status(context, "shop")).isEqualTo(Status.UNKNOWN);
			assertFails(context, "shop");
			assertThat(status(context)).isEqualTo(Status.DOWN);
			assertThat(status(context, "platform")).isEqualTo(Status.UP);
			assertThat(status(context, "shop")).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void aMerchantThatIsRefusedDoesNotBringItDown() {
		application().run((context) -> {
			assertThatExceptionOfType(DinteroAuthorizationException.class)
				.isThrownBy(() -> context.getBean(DinteroTokens.class).getToken("platform", "T11200009"));
			assertThat(status(context)).isEqualTo(Status.UP);
		});
	}

	@Test
	void aProbeRequestsTheFirstToken() {
		application().withPropertyValues("dintero.auth.health.probe=true").run((context) -> {
			assertThat(status(context)).isEqualTo(Status.UP);
			assertThat(status(context)).isEqualTo(Status.UP);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@Test
	void aProbeFindsOutThatAFailureIsOver() {
		this.dintero.tokenEndpoint().failNext(MockFault.status(401));
		application().withPropertyValues("dintero.auth.health.probe=true").run((context) -> {
			assertThat(status(context)).isEqualTo(Status.DOWN);
			assertThat(status(context)).isEqualTo(Status.DOWN);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
			this.partner.clock().move(Duration.ofSeconds(5));
			assertThat(status(context)).isEqualTo(Status.UP);
		});
	}

	@Test
	void aProbeDoesNotWaitForASlowAnswerButALaterOneSeesIt() {
		application().withPropertyValues("dintero.auth.health.probe=true").run((context) -> {
			try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
				assertThat(status(context)).isEqualTo(Status.UNKNOWN);
				hold.awaitRequests(1, PATIENCE);
				assertThat(details(context, "platform")).containsEntry("message", "A token is being requested");
			}
			Awaitility.await().atMost(PATIENCE).until(() -> status(context).equals(Status.UP));
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@Test
	void aProbeLeavesAloneWhoeverHasATokenOrIsNotAskedFor() {
		twoProbedRegistrations().run((context) -> {
			CompositeHealthContributor contributor = context.getBean(CompositeHealthContributor.class);
			HealthIndicator other = (HealthIndicator) Objects.requireNonNull(contributor.getContributor("other"));
			assertThat(Objects.requireNonNull(other.health()).getStatus()).isEqualTo(Status.UP);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
			TokenCache cache = context.getBean(TokenCache.class);
			long hits = cache.hits("other");
			assertThat(status(context)).isEqualTo(Status.UP);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
			assertThat(cache.hits("other")).isEqualTo(hits);
		});
	}

	@Test
	void aProbeRequestsAllTokensAtTheSameTime() {
		twoProbedRegistrations().run((context) -> {
			HealthIndicator first = (HealthIndicator) context.getBean(CompositeHealthContributor.class)
				.stream()
				.findFirst()
				.orElseThrow()
				.contributor();
			try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
				CompletableFuture<@Nullable Health> health = CompletableFuture.supplyAsync(first::health);
				hold.awaitRequests(2, PATIENCE);
				hold.release();
				assertThat(health.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
			}
			Awaitility.await().atMost(PATIENCE).until(() -> status(context).equals(Status.UP));
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void isShownOverHttpWithoutSecretsAndTokens(WebApplicationType type) throws Exception {
		try (ActuatorApplication application = ActuatorApplication.start(this.partner, type,
				"management.endpoint.health.show-details=always", "management.endpoint.health.probes.enabled=true",
				"management.endpoint.health.group.tokens.include=dinteroTokens", "dintero.auth.health.probe=true")) {
			JsonNode up = application.get("/health");
			assertThat(up.path("status").asString()).isEqualTo("UP");
			assertThat(up.at("/components/dinteroTokens/components/platform/status").asString()).isEqualTo("UP");
			String token = application.getToken().getTokenValue();
			application.tokens().invalidate("platform");
			this.partner.changeSecretAtDintero(ReloadablePartner.NEW_SECRET);
			HttpResponse<String> down = application.send("GET", "/health");
			assertThat(down.statusCode()).isEqualTo(503);
			assertThat(down.body()).contains("dinteroTokens", "invalid_client", "failingSince")
				.doesNotContain(token, ReloadablePartner.OLD_SECRET, "my-partner");
			assertThat(application.send("GET", "/health/tokens").statusCode()).isEqualTo(503);
			assertThat(application.send("GET", "/health/liveness").statusCode()).isEqualTo(200);
			assertThat(application.send("GET", "/health/readiness").statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "my.shop", "a/b" })
	void theNameOfARegistrationMayHaveAnyCharacter(String name) {
		this.partner.application("[" + name + "]")
			.withConfiguration(HEALTH)
			.run((context) -> assertThat(health(context).getComponents()).containsOnlyKeys(name));
	}

	@Test
	void aRegistrationWithAnApiKeyHasNoToken() {
		application()
			.withPropertyValues("dintero.auth.registration.key.account-id=T12345678",
					"dintero.auth.registration.key.api-key=a-key")
			.run((context) -> assertThat(health(context).getComponents()).containsOnlyKeys("platform"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.dintero-tokens.enabled=false",
			"management.health.defaults.enabled=false", "dintero.auth.enabled=false" })
	void canBeSwitchedOff(String property) {
		application().withPropertyValues(property)
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void isNotThereWithoutSpringBootsHealth() {
		this.partner.application()
			.withConfiguration(AutoConfigurations.of(DinteroTokensHealthAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dinteroTokensHealthContributor"));
	}

	@Test
	void backsOffForAHealthContributorOfTheApplications() {
		HealthContributor own = (HealthIndicator) () -> null;
		application().withBean("dinteroTokensHealthContributor", HealthContributor.class, () -> own)
			.run((context) -> assertThat(context.getBean(HealthContributor.class)).isSameAs(own));
	}

	private ApplicationContextRunner application() {
		return this.partner.application()
			.withConfiguration(HEALTH)
			.withPropertyValues("management.endpoint.health.show-details=always");
	}

	private ApplicationContextRunner twoProbedRegistrations() {
		String prefix = ReloadablePartner.prefix("other");
		return application().withPropertyValues("dintero.auth.health.probe=true", prefix + "account-id=T11200000",
				prefix + "client-id=my-partner", prefix + "client-secret=" + ReloadablePartner.OLD_SECRET);
	}

	private static OAuth2AccessToken getToken(AssertableApplicationContext context, String registrationId) {
		return context.getBean(DinteroTokens.class).getToken(registrationId);
	}

	private static void assertFails(AssertableApplicationContext context, String registrationId) {
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> getToken(context, registrationId));
	}

	private static Status status(ApplicationContext context) {
		return health(context).getStatus();
	}

	private static Status status(ApplicationContext context, String registrationId) {
		return Objects.requireNonNull(component(context, registrationId)).getStatus();
	}

	private static Map<String, Object> details(ApplicationContext context, String registrationId) {
		return Objects.requireNonNull(
				((IndicatedHealthDescriptor) Objects.requireNonNull(component(context, registrationId))).getDetails());
	}

	private static @Nullable HealthDescriptor component(ApplicationContext context, String registrationId) {
		return context.getBean(HealthEndpoint.class).healthForPath("dinteroTokens", registrationId);
	}

	private static CompositeHealthDescriptor health(ApplicationContext context) {
		return (CompositeHealthDescriptor) Objects
			.requireNonNull(context.getBean(HealthEndpoint.class).healthForPath("dinteroTokens"));
	}

}
