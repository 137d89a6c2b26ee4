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

package com.dintero.auth.integration.login;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.DelegatingReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.oauth2.DinteroAuthorizedClients;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockUser;
import com.dintero.auth.user.DinteroUserClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Users' tokens in the manager that Spring Security makes for an application.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class UserTokensTests {

	private static final int CALLERS = 50;

	/**
	 * So short that Spring Security's own provider has it refreshed, which takes no token
	 * of less than a minute, and ours would not yet.
	 */
	private static final Duration SHORT = Duration.ofSeconds(50);

	private final WebApplicationType type;

	@AutoClose
	private final SignInFixture fixture = new SignInFixture().withRegistration("authorization-grant-type", "password");

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final MockDintero dintero = this.fixture.dintero();

	private final Authentication ada = new TestingAuthenticationToken("ada", null, "ROLE_USER");

	UserTokensTests(WebApplicationType type) {
		this.type = type;
		MockDinteroClient client = this.dintero.client();
		this.dintero.register(MockDinteroClient.of(client.accountId(), client.clientId(), client.clientSecret())
			.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE));
		this.dintero.register(MockUser.of(client.accountId(), "ada", "adas-password"));
	}

	@Test
	void springSecuritysOwnProviderRefreshesATokenThatIsAboutToExpire() {
		start();
		OAuth2AuthorizedClient old = signIn(SHORT);
		assertThat(tokens(authorize())).doesNotContainAnyElementsOf(tokens(old)).isEqualTo(tokens(stored()));
		assertThat(this.dintero.refreshEndpoint().requestCount()).isOne();
	}

	@Test
	void oursRefreshesATokenThatHasExpiredByTheStartersClock() {
		start();
		OAuth2AuthorizedClient old = signIn(Duration.ofHours(1));
		assertThat(tokens(authorize())).isEqualTo(tokens(old));
		this.fixture.context().getBean(TestClock.class).forward(Duration.ofHours(1));
		assertThat(tokens(authorize())).doesNotContainAnyElementsOf(tokens(old)).isEqualTo(tokens(stored()));
		assertThat(this.dintero.refreshEndpoint().requestCount()).isOne();
	}

	@Test
	void fiftyAtOnceMakeOneRequest() throws Exception {
		start();
		signIn(SHORT);
		// So that nobody who comes late has to refresh the new one
		this.dintero.tokenLifetime(Duration.ofHours(1));
		CountDownLatch started = new CountDownLatch(CALLERS);
		List<Future<OAuth2AuthorizedClient>> calls = new ArrayList<>();
		try (MockHold hold = this.dintero.refreshEndpoint().hold()) {
			for (int i = 0; i < CALLERS; i++) {
				calls.add(this.executor.submit(() -> {
					started.countDown();
					return authorize();
				}));
			}
			assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
			hold.awaitRequests(1, Duration.ofSeconds(30));
		}
		for (Future<OAuth2AuthorizedClient> call : calls) {
			assertThat(tokens(call.get(30, TimeUnit.SECONDS))).isEqualTo(tokens(stored()));
		}
		assertThat(this.dintero.refreshEndpoint().requestCount()).isOne();
	}

	@Test
	void aRefusalRemovesTheAuthorizedClient() {
		start();
		OAuth2AuthorizedClient old = signIn(SHORT);
		users().get("dintero").revoke(Objects.requireNonNull(old.getRefreshToken()).getTokenValue());
		ClientAuthorizationException failure = catchThrowableOfType(ClientAuthorizationException.class,
				this::authorize);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(stored()).isNull();
		assertThatExceptionOfType(ClientAuthorizationRequiredException.class).isThrownBy(this::authorize);
	}

	@Test
	void anOutageCostsNothingWhileTheTokenIsValid() {
		start();
		OAuth2AuthorizedClient old = signIn(SHORT);
		this.dintero.refreshEndpoint().failAlways(MockFault.disconnect());
		assertThat(tokens(authorize())).isEqualTo(tokens(old));
		assertThat(tokens(authorize())).isEqualTo(tokens(old));
		assertThat(this.dintero.refreshEndpoint().requestCount()).isOne();
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnBeans.Single.class, OwnBeans.PrimaryOfTwo.class, OwnBeans.Providers.class,
			CompositeBeans.Clients.class })
	void beansOfTheApplicationsOwnGoOnToGetAndToRefreshTokensOfOthers(Class<?> beans) {
		String registration = "spring.security.oauth2.client.registration.other.";
		this.fixture.with(registration + "client-id", "other-client")
			.with(registration + "client-secret", "other-secret")
			.with(registration + "authorization-grant-type", "client_credentials")
			.with("spring.security.oauth2.client.provider.other.token-uri", "https://id.example.com/token");
		start(beans);
		assertThat(authorize("other").getAccessToken().getTokenValue()).isEqualTo("own-token");
		Instant now = Instant.now();
		store(new OAuth2AuthorizedClient(other(), "ada",
				new OAuth2AccessToken(TokenType.BEARER, "old-token", now.minusSeconds(7200), now.minusSeconds(3600)),
				new OAuth2RefreshToken("old-refresh-token", now)));
		assertThat(authorize("other").getAccessToken().getTokenValue()).isEqualTo("own-token");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void besideThemOursAreRefreshedAtDinteroWithOneLine() {
		start(CompositeBeans.Clients.class);
		OAuth2AuthorizedClient old = signIn(SHORT);
		assertThat(tokens(authorize())).doesNotContainAnyElementsOf(tokens(old)).doesNotContain("own-token");
	}

	@Test
	void besideThemOursComeFromTheCacheWithOneLine() {
		assertComeFromTheCache(CompositeBeans.Clients.class);
	}

	@Test
	void soTheyDoWhereSpringSecuritySetsThatClientOnAProvider() {
		assertComeFromTheCache(CompositeBeans.Clients.class, OwnBeans.Providers.class);
	}

	private void assertComeFromTheCache(Class<?>... beans) {
		this.fixture.withRegistration("authorization-grant-type", "client_credentials");
		start(beans);
		assertThat(authorize().getAccessToken().getTokenValue())
			.isEqualTo(this.fixture.context().getBean(DinteroTokens.class).getToken("dintero").getTokenValue());
	}

	@Test
	void aWholeChainOfTheApplicationsOwnStaysTheOnlyOne() {
		start(OwnChains.class);
		signIn(Duration.ofHours(1));
		assertThat(authorize().getAccessToken().getTokenValue()).isEqualTo("own-token");
	}

	@Test
	void withoutUsersThereIsNothingOfTheKind() {
		this.fixture.withRegistration("authorization-grant-type", "client_credentials");
		start();
		ApplicationContext context = this.fixture.context();
		assertThat(context.getBeanNamesForType(OAuth2AuthorizedClientProvider.class)).isEmpty();
		assertThat(context.getBeanNamesForType(ReactiveOAuth2AuthorizedClientProvider.class)).isEmpty();
		assertThat(context.getBeanNamesForType(OAuth2AccessTokenResponseClient.class).length
				+ context.getBeanNamesForType(ReactiveOAuth2AccessTokenResponseClient.class).length)
			.isOne();
		assertThat(authorize().getRefreshToken()).isNull();
	}

	private void start(Class<?>... sources) {
		this.fixture.start(this.type, sources);
	}

	private boolean isServlet() {
		return this.type == WebApplicationType.SERVLET;
	}

	private DinteroUserClients users() {
		return this.fixture.context().getBean(DinteroUserClients.class);
	}

	private ClientRegistration other() {
		ApplicationContext context = this.fixture.context();
		return (isServlet()) ? context.getBean(ClientRegistrationRepository.class).findByRegistrationId("other")
				: context.getBean(ReactiveClientRegistrationRepository.class).findByRegistrationId("other").block();
	}

	private OAuth2AuthorizedClient signIn(Duration lifetime) {
		this.dintero.tokenLifetime(lifetime);
		OAuth2AuthorizedClient authorizedClient = DinteroAuthorizedClients.of(
				this.fixture.context().getBean(DinteroRegistrations.class).get("dintero"), "ada",
				users().get("dintero").signIn("ada", "adas-password"));
		store(authorizedClient);
		return authorizedClient;
	}

	private void store(OAuth2AuthorizedClient authorizedClient) {
		ApplicationContext context = this.fixture.context();
		if (isServlet()) {
			context.getBean(OAuth2AuthorizedClientService.class).saveAuthorizedClient(authorizedClient, this.ada);
		}
		else {
			context.getBean(ReactiveOAuth2AuthorizedClientService.class)
				.saveAuthorizedClient(authorizedClient, this.ada)
				.block();
		}
	}

	private OAuth2AuthorizedClient stored() {
		ApplicationContext context = this.fixture.context();
		if (isServlet()) {
			return context.getBean(OAuth2AuthorizedClientService.class).loadAuthorizedClient("dintero", "ada");
		}
		return context.getBean(ReactiveOAuth2AuthorizedClientService.class)
			.loadAuthorizedClient("dintero", "ada")
			.block();
	}

	private OAuth2AuthorizedClient authorize() {
		return authorize("dintero");
	}

	private OAuth2AuthorizedClient authorize(String registrationId) {
		OAuth2AuthorizeRequest.Builder request = OAuth2AuthorizeRequest.withClientRegistrationId(registrationId)
			.principal(this.ada);
		if (isServlet()) {
			return this.fixture.context()
				.getBean(OAuth2AuthorizedClientManager.class)
				.authorize(request.attribute(HttpServletRequest.class.getName(), new MockHttpServletRequest())
					.attribute(HttpServletResponse.class.getName(), new MockHttpServletResponse())
					.build());
		}
		return this.fixture.context()
			.getBean(ReactiveOAuth2AuthorizedClientManager.class)
			.authorize(request
				.attribute(ServerWebExchange.class.getName(),
						MockServerWebExchange.from(MockServerHttpRequest.get("/")))
				.build())
			.block(Duration.ofSeconds(30));
	}

	private static List<String> tokens(OAuth2AuthorizedClient authorizedClient) {
		return List.of(authorizedClient.getAccessToken().getTokenValue(),
				Objects.requireNonNull(authorizedClient.getRefreshToken()).getTokenValue());
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChains {

		private static OAuth2AuthorizedClient authorizedClient(OAuth2AuthorizedClient old) {
			return new OAuth2AuthorizedClient(old.getClientRegistration(), old.getPrincipalName(),
					OwnBeans.response().getAccessToken());
		}

		@Bean
		DelegatingOAuth2AuthorizedClientProvider ownChain() {
			return new DelegatingOAuth2AuthorizedClientProvider(
					(context) -> authorizedClient(Objects.requireNonNull(context.getAuthorizedClient())));
		}

		@Bean
		DelegatingReactiveOAuth2AuthorizedClientProvider ownReactiveChain() {
			return new DelegatingReactiveOAuth2AuthorizedClientProvider(
					(context) -> Mono.just(authorizedClient(Objects.requireNonNull(context.getAuthorizedClient()))));
		}

	}

}
