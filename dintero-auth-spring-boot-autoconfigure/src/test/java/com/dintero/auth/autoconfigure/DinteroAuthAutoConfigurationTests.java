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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.TokenInvalidation;
import com.dintero.auth.autoconfigure.http.DinteroRestClientAutoConfiguration;
import com.dintero.auth.autoconfigure.http.DinteroWebClientAutoConfiguration;
import com.dintero.auth.http.DinteroExchangeFilterFunction;
import com.dintero.auth.http.DinteroRequestFactories;
import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class DinteroAuthAutoConfigurationTests {

	@Test
	void threePropertiesMakeTokensForBothStacks() {
		DinteroContextRunners.withRegistration()
			.run((context) -> assertThat(context).hasSingleBean(DinteroTokens.class)
				.hasSingleBean(ReactiveDinteroTokens.class)
				.hasSingleBean(DinteroRequestFactories.class)
				.hasSingleBean(DinteroExchangeFilterFunction.class)
				.hasSingleBean(SanitizingFunction.class));
	}

	@Test
	void anApiKeyAloneMakesTokensOfNoRegistration() {
		DinteroContextRunners.withoutRegistration()
			.withPropertyValues("dintero.auth.registration.checkout.account-id=T12345678",
					"dintero.auth.registration.checkout.api-key=my-api-key")
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.hasSingleBean(ReactiveDinteroTokens.class)
					.hasSingleBean(DinteroRequestFactories.class)
					.hasSingleBean(DinteroExchangeFilterFunction.class)
					.hasSingleBean(SanitizingFunction.class);
				assertThat(context.getBean(DinteroRegistrations.class).all()).isEmpty();
				String message = "The Dintero registration 'checkout' has an API key and gets no tokens";
				DinteroTokens tokens = context.getBean(DinteroTokens.class);
				assertThatIllegalArgumentException().isThrownBy(() -> tokens.getToken("checkout")).withMessage(message);
				assertThatIllegalArgumentException().isThrownBy(() -> tokens.getToken("checkout", "T11200001"))
					.withMessage(message);
				assertThatIllegalArgumentException().isThrownBy(() -> tokens.invalidate("checkout"))
					.withMessage(message);
				assertThatIllegalArgumentException()
					.isThrownBy(() -> context.getBean(ReactiveDinteroTokens.class).getToken("checkout").block())
					.withMessage(message);
			});
	}

	@Test
	void startingDoesNotCallDintero() {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroContextRunners.withMock(dintero).run((context) -> {
				context.getBean(RestClient.Builder.class).build();
				context.getBean(WebClient.Builder.class).build();
				assertThat(dintero.requests()).isEmpty();
			});
		}
	}

	@Test
	void bothStacksGiveTheSameTokenOfOneRequest() {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroContextRunners.withMock(dintero).run((context) -> {
				OAuth2AccessToken token = context.getBean(DinteroTokens.class).getToken("dintero");
				assertThat(context.getBean(ReactiveDinteroTokens.class).getToken("dintero").block()).isSameAs(token);
				assertThat(dintero.tokenEndpoint().requestCount()).isOne();
			});
		}
	}

	@Test
	void withoutARegistrationTheApplicationIsAsIfTheStarterWereNotThere(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel("com.dintero.auth", LogLevel.DEBUG);
		try {
			DinteroContextRunners.withoutRegistration().run(this::isAsIfTheStarterWereNotThere);
		}
		finally {
			logging.setLogLevel("com.dintero.auth", null);
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("c.d.auth") || line.contains("dintero")))
			.singleElement()
			.asString()
			.contains("DEBUG")
			.contains("No Dintero registration is configured under 'dintero.auth.registration'");
	}

	@Test
	void enabledSwitchesEverythingOff() {
		DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.enabled=false")
			.run(this::isAsIfTheStarterWereNotThere);
	}

	@Test
	void enabledSwitchesTheValidationOffToo() {
		DinteroContextRunners.withoutRegistration()
			.withPropertyValues("dintero.auth.enabled=false", "dintero.auth.registration.dintero.account-id=wrong")
			.run(this::isAsIfTheStarterWereNotThere);
	}

	@Test
	void theRequestFactoriesAndTheFilterAreThereToBeAddedByHandWhereAttachingIsOff() {
		DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.attach.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(DinteroRequestFactories.class)
				.hasSingleBean(DinteroExchangeFilterFunction.class)
				.doesNotHaveBean(RestClientCustomizer.class)
				.doesNotHaveBean("dinteroFilterCustomizer"));
	}

	@Test
	void withoutReactorThereIsOnlyTheBlockingSide() {
		DinteroContextRunners.withRegistration()
			.withClassLoader(new FilteredClassLoader(Mono.class, WebClient.class))
			.run((context) -> assertThat(context).hasSingleBean(DinteroTokens.class)
				.hasSingleBean(DinteroRequestFactories.class)
				.doesNotHaveBean("reactiveDinteroTokens")
				.doesNotHaveBean("dinteroExchangeFilterFunction"));
	}

	@Test
	void withoutRestClientThereAreTokensAllTheSame() {
		DinteroContextRunners.withRegistration()
			.withClassLoader(new FilteredClassLoader(RestClient.class, RestClientCustomizer.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DinteroTokens.class)
				.doesNotHaveBean("dinteroRequestFactories"));
	}

	@Test
	void withoutBootsClientModulesThereAreTheRequestFactoriesAndTokens() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DinteroAuthAutoConfiguration.class,
					DinteroRestClientAutoConfiguration.class, DinteroWebClientAutoConfiguration.class))
			.withPropertyValues(DinteroContextRunners.registration("dintero",
					MockDinteroClient.of("T12345678", "my-client", "my-secret")))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.restclient",
					"org.springframework.boot.webclient", "org.springframework.boot.http.client"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DinteroTokens.class)
				.hasSingleBean(ReactiveDinteroTokens.class)
				.hasSingleBean(DinteroRequestFactories.class)
				.hasSingleBean(DinteroExchangeFilterFunction.class));
	}

	@Test
	void withoutActuatorThereIsNoSanitizing() {
		DinteroContextRunners.withRegistration()
			.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dinteroSecretsSanitizingFunction"));
	}

	@Test
	void whenAUserDefinesTokensOursBackOff() {
		DinteroContextRunners.withRegistration().withUserConfiguration(OwnTokensConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(DinteroTokens.class).hasSingleBean(ReactiveDinteroTokens.class);
			assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue()).isEqualTo("own");
		});
	}

	@Test
	void whenAUserDefinesTheRequestFactoriesOursBackOff() {
		DinteroContextRunners.withRegistration()
			.withBean("own", DinteroRequestFactories.class,
					() -> new DinteroRequestFactories(new DinteroRegistrations(List.of()),
							new AllowedOrigins(List.of()), new OwnTokens(), Optional::empty))
			.run((context) -> assertThat(context).hasSingleBean(DinteroRequestFactories.class).hasBean("own"));
	}

	@Test
	void theClockOfTheApplicationIsNotOurs() {
		Clock fixed = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
		DinteroContextRunners.withRegistration().withBean("businessClock", Clock.class, () -> fixed).run((context) -> {
			assertThat(context.getBean(Clock.class)).isSameAs(fixed);
			assertThat(context.getBean("dinteroClock")).isNotSameAs(fixed);
		});
	}

	@Test
	void aClockNamedDinteroClockMakesTokensExpire() {
		Clock[] now = { Clock.systemUTC() };
		Clock clock = new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return now[0].instant();
			}

		};
		try (MockDintero dintero = MockDintero.builder().clock(clock).start()) {
			DinteroContextRunners.withMock(dintero)
				.withBean("dinteroClock", Clock.class, () -> clock)
				.run((context) -> {
					DinteroTokens tokens = context.getBean(DinteroTokens.class);
					tokens.getToken("dintero");
					now[0] = Clock.offset(now[0], Duration.ofDays(2));
					tokens.getToken("dintero");
					assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(2);
				});
		}
	}

	private void isAsIfTheStarterWereNotThere(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed()
			.doesNotHaveBean(DinteroAuthProperties.class)
			.doesNotHaveBean(DinteroRegistrations.class)
			.doesNotHaveBean(AllowedOrigins.class)
			.doesNotHaveBean(TokenCache.class)
			.doesNotHaveBean(DinteroTokens.class)
			.doesNotHaveBean(ReactiveDinteroTokens.class)
			.doesNotHaveBean(DinteroRequestFactories.class)
			.doesNotHaveBean(DinteroExchangeFilterFunction.class)
			.doesNotHaveBean(RestClientCustomizer.class)
			.doesNotHaveBean(SanitizingFunction.class);
		assertThat(context.getBeanNamesForType(WebClientCustomizer.class))
			.noneMatch((name) -> name.startsWith("dintero"));
		assertThat(context.getBeanDefinitionNames())
			.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("dintero"));
	}

	private static OAuth2AccessToken token() {
		return new OAuth2AccessToken(TokenType.BEARER, "own", null, null);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTokensConfiguration {

		@Bean
		DinteroTokens ownTokens() {
			return new OwnTokens();
		}

		@Bean
		ReactiveDinteroTokens ownReactiveTokens() {
			return new OwnReactiveTokens();
		}

	}

	private static class OwnInvalidation implements TokenInvalidation {

		@Override
		public void invalidate(String registrationId) {
		}

		@Override
		public void invalidate(String registrationId, String accountId) {
		}

		@Override
		public boolean reject(String registrationId, OAuth2AccessToken token) {
			return false;
		}

		@Override
		public boolean reject(String registrationId, String accountId, OAuth2AccessToken token) {
			return false;
		}

	}

	private static final class OwnTokens extends OwnInvalidation implements DinteroTokens {

		@Override
		public OAuth2AccessToken getToken(String registrationId) {
			return token();
		}

		@Override
		public OAuth2AccessToken getToken(String registrationId, String accountId) {
			return token();
		}

	}

	private static final class OwnReactiveTokens extends OwnInvalidation implements ReactiveDinteroTokens {

		@Override
		public Mono<OAuth2AccessToken> getToken(String registrationId) {
			return Mono.just(token());
		}

		@Override
		public Mono<OAuth2AccessToken> getToken(String registrationId, String accountId) {
			return Mono.just(token());
		}

	}

}
