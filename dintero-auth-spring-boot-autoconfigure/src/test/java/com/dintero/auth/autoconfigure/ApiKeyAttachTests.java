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

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

import com.dintero.auth.autoconfigure.ClientKind.Call;
import com.dintero.auth.autoconfigure.ClientKind.Exchange;
import com.dintero.auth.http.DinteroAccountResolver;
import com.dintero.auth.http.ReactiveDinteroAccountResolver;
import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Requests that carry an API key, with every kind of client.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApiKeyAttachTests {

	private static final String ACCOUNT = "T12345678";

	private static final String OTHER_ACCOUNT = "T11200001";

	private static final String KEY = "k3y-that-nobody-prints";

	private final MockDintero dintero = MockDintero.start();

	private final MockWebServer checkout = new MockWebServer();

	private final MockWebServer stranger = new MockWebServer();

	@BeforeEach
	void start() throws Exception {
		start(this.checkout, "checkout");
		start(this.stranger, "stranger");
	}

	private void start(MockWebServer server, String body) throws Exception {
		server.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				String path = request.getUrl().encodedPath();
				MockResponse.Builder response = new MockResponse.Builder().body(body);
				String target = request.getUrl().queryParameter("to");
				if (target != null) {
					return response.code(Integer.parseInt(path.substring(1))).setHeader("Location", target).build();
				}
				return response.code(path.equals("/refused") ? 401 : 200).build();
			}

		});
		server.start();
	}

	@AfterEach
	void stop() {
		this.stranger.close();
		this.checkout.close();
		this.dintero.close();
	}

	@ParameterizedTest
	@EnumSource
	void aRequestCarriesTheKeyAndNoToken(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			assertThat(kind.of(context).get(checkout("/sessions-profile")).getBody()).isEqualTo("checkout");
			assertCarriesTheKey(next(this.checkout));
			assertThat(this.checkout.getRequestCount()).isOne();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatNamesTheRegistrationCarriesTheKeyAndAllOthersTokens(ClientKind kind) {
		withTokensToo(kind).withPropertyValues("dintero.auth.registration.dintero.primary=true").run((context) -> {
			Exchange client = kind.of(context);
			client.exchange(Call.get(checkout("/a")).registration("checkout"));
			assertCarriesTheKey(next(this.checkout));
			client.get(checkout("/b"));
			assertCarriesAToken(next(this.checkout));
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@ParameterizedTest
	@EnumSource
	void dinteroAcceptsTheKeyForASessionAndATokenForAllElse(ClientKind kind) {
		this.dintero.registerApiKey(ACCOUNT, KEY);
		withTokensToo(kind).withPropertyValues("dintero.auth.registration.dintero.primary=true").run((context) -> {
			Exchange client = kind.of(context);
			ResponseEntity<String> session = client
				.exchange(Call.post(dintero("/sessions-profile"), Sessions.json("order")).registration("checkout"));
			assertThat(session.getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(session.getBody()).contains(ACCOUNT + ".");
			assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
			URI settings = dintero("/accounts/" + ACCOUNT + "/management/settings");
			assertThat(client.get(settings).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(client.exchange(Call.get(settings).registration("checkout")).getStatusCode())
				.isEqualTo(HttpStatus.UNAUTHORIZED);
			assertThat(this.dintero.resources().requestCount()).isEqualTo(3);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@ParameterizedTest
	@EnumSource
	void theKeyMayBePrimary(ClientKind kind) {
		withTokensToo(kind).withPropertyValues("dintero.auth.registration.checkout.primary=true").run((context) -> {
			Exchange client = kind.of(context);
			client.get(checkout("/a"));
			assertCarriesTheKey(next(this.checkout));
			assertThat(this.dintero.requests()).isEmpty();
			client.exchange(Call.get(checkout("/b")).registration("dintero"));
			assertCarriesAToken(next(this.checkout));
		});
	}

	@ParameterizedTest
	@EnumSource
	void aKeyAndAClientWithoutAPrimaryAndARequestThatNamesNoneIsAnErrorThatListsBoth(ClientKind kind) {
		withTokensToo(kind).run((context) -> {
			Exchange client = kind.of(context);
			assertThatIllegalStateException().isThrownBy(() -> client.get(checkout("/")))
				.withMessageContaining("[dintero, checkout]")
				.withMessageContaining("primary");
			assertThat(this.checkout.getRequestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aPostCarriesTheKeyWithItsBody(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			String session = Sessions.json("Blåbær");
			kind.of(context).exchange(Call.post(checkout("/sessions-profile"), session));
			RecordedRequest request = this.checkout.takeRequest(10, TimeUnit.SECONDS);
			assertThat(request.getBody().utf8()).isEqualTo(session);
			assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
			assertCarriesTheKey(request.getHeaders());
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestToAnotherOriginIsLeftAlone(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			assertThat(kind.of(context).get(stranger("/")).getBody()).isEqualTo("stranger");
			assertCarriesNothing(next(this.stranger));
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatNamesTheRegistrationAndGoesToAnotherOriginFails(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> kind.of(context).exchange(Call.get(stranger("/a")).registration("checkout")))
				.withMessageContaining("'checkout'")
				.withMessageContaining(origin(this.stranger))
				.withMessageContaining("dintero.auth.attach.origins")
				.withMessageNotContaining(KEY);
			assertThat(this.stranger.getRequestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void anOriginThatTheApplicationAddsReceivesTheKey(ClientKind kind) {
		withKeyOnly(kind).withPropertyValues("dintero.auth.attach.origins=" + origin(this.stranger)).run((context) -> {
			kind.of(context).get(stranger("/"));
			assertCarriesTheKey(next(this.stranger));
		});
	}

	@ParameterizedTest
	@EnumSource
	void anAuthorizationHeaderThatIsThereIsLeftAlone(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			kind.of(context).exchange(Call.get(checkout("/")).authorization("Basic own"));
			Headers headers = next(this.checkout);
			assertThat(headers.values("Authorization")).containsExactly("Basic own");
			assertThat(headers.values("x-api-key")).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void anApiKeyThatIsThereIsLeftAlone(ClientKind kind) {
		withTokensToo(kind).withPropertyValues("dintero.auth.registration.dintero.primary=true").run((context) -> {
			for (String registration : List.of("checkout", "dintero")) {
				kind.of(context).exchange(Call.get(checkout("/")).registration(registration).apiKey("own"));
				Headers headers = next(this.checkout);
				assertThat(headers.values("x-api-key")).containsExactly("own");
				assertThat(headers.values("Authorization")).isEmpty();
			}
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsAttachedWhereAttachingIsOff(ClientKind kind) {
		withKeyOnly(kind).withPropertyValues("dintero.auth.attach.enabled=false").run((context) -> {
			kind.of(context).get(checkout("/"));
			assertCarriesNothing(next(this.checkout));
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRefusalIsGivenToTheCallerAndNothingIsSentAgain(ClientKind kind) {
		withTokensToo(kind).withPropertyValues("dintero.auth.registration.checkout.primary=true").run((context) -> {
			Exchange client = kind.of(context);
			for (Call call : List.of(Call.get(checkout("/refused")), Call.post(checkout("/refused"), "{}"))) {
				assertThat(client.exchange(call).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
				assertCarriesTheKey(next(this.checkout));
			}
			assertThat(this.checkout.getRequestCount()).isEqualTo(2);
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@CsvSource({ "REST_CLIENT_ON_JDK,301", "REST_CLIENT_ON_JDK,302", "REST_CLIENT_ON_JDK,303", "REST_CLIENT_ON_JDK,307",
			"REST_CLIENT_ON_JDK,308", "REST_CLIENT_ON_REACTOR_NETTY,302", "REST_CLIENT_ON_SIMPLE,302",
			"WEB_CLIENT_ON_JDK,302", "WEB_CLIENT_ON_JDK,307", "WEB_CLIENT_ON_REACTOR_NETTY,302",
			"WEB_CLIENT_ON_REACTOR_NETTY,307", "HTTP_INTERFACE_ON_REST_CLIENT,302",
			"HTTP_INTERFACE_ON_WEB_CLIENT,302" })
	void aRedirectToAnotherOriginIsFollowedWithoutTheKey(ClientKind kind, int status) {
		withKeyOnly(kind).run((context) -> {
			URI uri = checkout("/" + status + "?to=" + stranger("/landed"));
			assertThat(kind.of(context).get(uri).getBody()).isEqualTo("stranger");
			assertCarriesTheKey(next(this.checkout));
			assertCarriesNothing(next(this.stranger));
		});
	}

	@ParameterizedTest
	@EnumSource
	void theKeyDoesNotComeBackWithARedirectThatReturns(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			URI uri = checkout("/302?to=" + stranger("/302?to=" + checkout("/landed")));
			assertThat(kind.of(context).get(uri).getBody()).isEqualTo("checkout");
			assertCarriesTheKey(next(this.checkout));
			assertCarriesNothing(next(this.stranger));
			assertCarriesNothing(next(this.checkout));
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRedirectWithinTheOriginKeepsTheKey(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			assertThat(kind.of(context).get(checkout("/302?to=/landed")).getBody()).isEqualTo("checkout");
			assertCarriesTheKey(next(this.checkout));
			assertCarriesTheKey(next(this.checkout));
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRedirectedPostIsGivenToTheCaller(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			URI uri = checkout("/307?to=" + stranger("/landed"));
			assertThat(kind.of(context).exchange(Call.post(uri, "{}")).getStatusCode().value()).isEqualTo(307);
			assertThat(this.stranger.getRequestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void anApiKeyOfTheApplicationDoesNotGoToAnotherOriginEither(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			kind.of(context).exchange(Call.get(checkout("/302?to=" + stranger("/landed"))).apiKey("own"));
			assertThat(next(this.checkout).values("x-api-key")).containsExactly("own");
			assertCarriesNothing(next(this.stranger));
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatNamesAnotherAccountFailsBeforeItIsSent(ClientKind kind) {
		withKeyOnly(kind).run((context) -> {
			for (String accountId : List.of(OTHER_ACCOUNT, "", "somebody")) {
				assertThatIllegalArgumentException()
					.isThrownBy(() -> kind.of(context).exchange(Call.get(checkout("/")).account(accountId)))
					.withMessageContainingAll("'checkout'", "'" + ACCOUNT + "'", "API key")
					.withMessageNotContaining(KEY);
			}
			assertThat(this.checkout.getRequestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestMayNameTheAccountOfTheKey(ClientKind kind) {
		withKeyOnly(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> OTHER_ACCOUNT)
			.run((context) -> {
				kind.of(context).exchange(Call.get(checkout("/")).account(ACCOUNT));
				assertCarriesTheKey(next(this.checkout));
			});
	}

	@ParameterizedTest
	@EnumSource
	void aResolverThatNamesNobodyLeavesTheKeyAlone(ClientKind kind) {
		List<String> asked = new CopyOnWriteArrayList<>();
		withKeyOnly(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> {
			asked.add(registrationId);
			return null;
		}).run((context) -> {
			kind.of(context).get(checkout("/"));
			assertCarriesTheKey(next(this.checkout));
			assertThat(asked).containsExactly("checkout");
		});
	}

	@ParameterizedTest
	@EnumSource
	void aResolverThatNamesTheAccountOfTheKeyLeavesItAlone(ClientKind kind) {
		withKeyOnly(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> ACCOUNT).run((context) -> {
			kind.of(context).get(checkout("/"));
			assertCarriesTheKey(next(this.checkout));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { ACCOUNT, "T11200000" })
	void aResolverThatNamesAnotherAccountFailsTheRequest(String account) {
		for (ClientKind kind : ClientKind.values()) {
			withKeyOnly(kind).withPropertyValues("dintero.auth.registration.checkout.account-id=" + account)
				.withBean(DinteroAccountResolver.class, () -> (registrationId) -> OTHER_ACCOUNT)
				.run((context) -> {
					assertThatIllegalArgumentException().isThrownBy(() -> kind.of(context).get(checkout("/")))
						.withMessageContainingAll("'checkout'", "'" + account + "'");
					assertThat(this.checkout.getRequestCount()).isZero();
				});
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.MATCH_ANY, names = ".*WEB_CLIENT.*")
	void aReactiveResolverIsAskedToo(ClientKind kind) {
		withKeyOnly(kind).withBean(ReactiveDinteroAccountResolver.class, () -> (registrationId) -> Mono.empty())
			.run((context) -> {
				kind.of(context).get(checkout("/"));
				assertCarriesTheKey(next(this.checkout));
			});
		withKeyOnly(kind)
			.withBean(ReactiveDinteroAccountResolver.class, () -> (registrationId) -> Mono.just(OTHER_ACCOUNT))
			.run((context) -> assertThatIllegalArgumentException().isThrownBy(() -> kind.of(context).get(checkout("/")))
				.withMessageContaining("'checkout'"));
	}

	@ParameterizedTest
	@ValueSource(classes = { RestClientGroup.class, WebClientGroup.class })
	void aGroupOfHttpInterfacesCarriesTheKey(Class<?> group) {
		withKeyOnly(ClientKind.HTTP_INTERFACE_ON_REST_CLIENT).withUserConfiguration(group)
			.withPropertyValues("spring.http.serviceclient.checkout.base-url=" + origin(this.checkout))
			.run((context) -> {
				assertThat(context.getBean(CheckoutClient.class).session()).isEqualTo("checkout");
				assertCarriesTheKey(next(this.checkout));
			});
	}

	@Test
	void interceptorsOfTheApplicationDoNotSeeTheKey() {
		withKeyOnly(ClientKind.REST_CLIENT_ON_JDK).run((context) -> {
			Exchange client = ClientKind.of(context.getBean(RestClient.Builder.class)
				.requestInterceptors((interceptors) -> interceptors.add(0, (request, body, execution) -> {
					execution.execute(request, body).close();
					assertThat(request.getHeaders().containsHeader("x-api-key")).isFalse();
					return execution.execute(request, body);
				}))
				.build());
			client.get(checkout("/"));
			assertCarriesTheKey(next(this.checkout));
			assertCarriesTheKey(next(this.checkout));
		});
	}

	@ParameterizedTest
	@EnumSource
	void nothingThatIsLoggedAtTraceHoldsTheKey(ClientKind kind, CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel("ROOT", LogLevel.TRACE);
		try {
			withKeyOnly(kind).run((context) -> kind.of(context).get(checkout("/302?to=" + stranger("/refused"))));
		}
		finally {
			logging.setLogLevel("ROOT", LogLevel.INFO);
		}
		assertThat(output.getAll()).contains("DEBUG");
		// Not with doesNotContain, whose own message would be megabytes long
		assertThat(output.getAll().contains(KEY)).as("the key").isFalse();
	}

	private ApplicationContextRunner withKeyOnly(ClientKind kind) {
		return DinteroContextRunners.withoutRegistration()
			.withPropertyValues("dintero.auth.base-url=" + origin(this.checkout) + "/v1", kind.property())
			.withPropertyValues(checkoutRegistration());
	}

	private ApplicationContextRunner withTokensToo(ClientKind kind) {
		return DinteroContextRunners.withMock(this.dintero)
			.withPropertyValues("dintero.auth.attach.origins=" + origin(this.checkout), kind.property())
			.withPropertyValues(checkoutRegistration());
	}

	private static String[] checkoutRegistration() {
		return new String[] { "dintero.auth.registration.checkout.account-id=" + ACCOUNT,
				"dintero.auth.registration.checkout.api-key=" + KEY };
	}

	private static Headers next(MockWebServer server) throws InterruptedException {
		RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
		assertThat(request).isNotNull();
		return request.getHeaders();
	}

	private static void assertCarriesTheKey(Headers headers) {
		assertThat(headers.values("x-api-key")).containsExactly(KEY);
		assertThat(headers.values("Authorization")).isEmpty();
	}

	private static void assertCarriesAToken(Headers headers) {
		assertThat(headers.values("x-api-key")).isEmpty();
		assertThat(headers.values("Authorization")).singleElement().asString().startsWith("Bearer ");
	}

	private static void assertCarriesNothing(Headers headers) {
		assertThat(headers.values("x-api-key")).isEmpty();
		assertThat(headers.values("Authorization")).isEmpty();
	}

	private URI dintero(String path) {
		return URI.create(this.dintero.baseUrl() + path);
	}

	private URI checkout(String path) {
		return URI.create(origin(this.checkout) + path);
	}

	private URI stranger(String path) {
		return URI.create(origin(this.stranger) + path);
	}

	private static String origin(MockWebServer server) {
		return "http://" + server.getHostName() + ":" + server.getPort();
	}

	interface CheckoutClient {

		@GetExchange("/sessions-profile")
		String session();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "checkout", types = CheckoutClient.class)
	static class RestClientGroup {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "checkout", types = CheckoutClient.class, clientType = ClientType.WEB_CLIENT)
	static class WebClientGroup {

	}

}
