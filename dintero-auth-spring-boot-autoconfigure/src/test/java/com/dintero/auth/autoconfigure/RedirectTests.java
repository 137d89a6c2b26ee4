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
import java.net.http.HttpClient;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.autoconfigure.http.DinteroWebClientAutoConfiguration;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redirects between two real servers, with every kind of client.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedirectTests {

	private final MockDintero dintero = MockDintero.start();

	private final MockWebServer stranger = new MockWebServer();

	@BeforeEach
	void startStranger() throws Exception {
		this.stranger.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				String path = request.getUrl().encodedPath();
				if (path.equals("/to-dintero")) {
					return new MockResponse.Builder().code(302).setHeader("Location", settings().toString()).build();
				}
				if (path.equals("/hop")) {
					return new MockResponse.Builder().code(302).setHeader("Location", "/landed").build();
				}
				return new MockResponse.Builder().code(200).body("stranger").build();
			}

		});
		this.stranger.start();
	}

	@AfterEach
	void stop() {
		this.stranger.close();
		this.dintero.close();
	}

	@ParameterizedTest
	@CsvSource({ "REST_CLIENT_ON_JDK,301", "REST_CLIENT_ON_JDK,302", "REST_CLIENT_ON_JDK,303", "REST_CLIENT_ON_JDK,307",
			"REST_CLIENT_ON_JDK,308", "REST_CLIENT_ON_REACTOR_NETTY,302", "REST_CLIENT_ON_REACTOR_NETTY,307",
			"REST_CLIENT_ON_SIMPLE,302", "WEB_CLIENT_ON_JDK,301", "WEB_CLIENT_ON_JDK,302", "WEB_CLIENT_ON_JDK,307",
			"WEB_CLIENT_ON_REACTOR_NETTY,301", "WEB_CLIENT_ON_REACTOR_NETTY,302", "WEB_CLIENT_ON_REACTOR_NETTY,307",
			"WEB_CLIENT_ON_REACTOR_NETTY,308", "HTTP_INTERFACE_ON_REST_CLIENT,302",
			"HTTP_INTERFACE_ON_WEB_CLIENT,302" })
	void aRedirectToAnotherOriginIsFollowedWithoutTheToken(ClientKind kind, int status) {
		this.dintero.resources().failNext(MockFault.redirect(status, strangerOrigin() + "/landed"));
		runner(kind).run((context) -> {
			assertThat(kind.of(context).get(settings()).getBody()).isEqualTo("stranger");
			assertThat(this.dintero.resources().requests().get(0).header("Authorization")).startsWith("Bearer ");
			assertThat(this.stranger.takeRequest().getHeaders().get("Authorization")).isNull();
		});
	}

	@ParameterizedTest
	@EnumSource
	void theNextHopAtTheOtherOriginHasNoTokenEither(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(302, strangerOrigin() + "/hop"));
		runner(kind).run((context) -> {
			assertThat(kind.of(context).get(settings()).getBody()).isEqualTo("stranger");
			assertThat(this.stranger.takeRequest().getHeaders().get("Authorization")).isNull();
			assertThat(this.stranger.takeRequest().getHeaders().get("Authorization")).isNull();
		});
	}

	@ParameterizedTest
	@EnumSource
	void theTokenDoesNotComeBackWithARedirectThatReturns(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(302, strangerOrigin() + "/to-dintero"));
		runner(kind).run((context) -> {
			assertThat(kind.of(context).get(settings()).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
			assertThat(this.dintero.resources().requests()).hasSize(2);
			assertThat(this.dintero.resources().requests().get(1).header("Authorization")).isNull();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRedirectWithinTheOriginKeepsTheToken(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(302, settings().getPath()));
		runner(kind).run((context) -> {
			assertThat(kind.of(context).get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@ParameterizedTest
	@EnumSource
	void anAuthorizationHeaderOfTheApplicationDoesNotGoToAnotherOriginEither(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(302, strangerOrigin() + "/landed"));
		runner(kind).run((context) -> {
			kind.of(context).exchange(HttpMethod.GET, settings(), null, "Basic own");
			assertThat(this.stranger.takeRequest().getHeaders().get("Authorization")).isNull();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRedirectedPostIsGivenToTheCaller(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(307, strangerOrigin() + "/landed"));
		runner(kind).run((context) -> {
			ResponseEntity<String> response = kind.of(context).exchange(HttpMethod.POST, settings(), null, null);
			assertThat(response.getStatusCode().value()).isEqualTo(307);
			assertThat(this.stranger.getRequestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void redirectsInCirclesEndAfterAFewHops(ClientKind kind) {
		this.dintero.resources().failAlways(MockFault.redirect(302, settings().toString()));
		runner(kind).run((context) -> {
			assertThat(kind.of(context).get(settings()).getStatusCode().value()).isEqualTo(302);
			assertThat(this.dintero.resources().requestCount()).isEqualTo(6);
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRedirectThatLeadsNowhereIsGivenToTheCaller(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(302, "mailto:nobody@example.com"));
		runner(kind)
			.run((context) -> assertThat(kind.of(context).get(settings()).getStatusCode().value()).isEqualTo(302));
	}

	@ParameterizedTest
	@EnumSource
	void noRedirectIsFollowedWhereTheApplicationWantsNone(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(302, settings().toString()));
		runner(kind).withPropertyValues("spring.http.clients.redirects=dont-follow")
			.run((context) -> assertThat(kind.of(context).get(settings()).getStatusCode().value()).isEqualTo(302));
	}

	@ParameterizedTest
	@EnumSource
	void redirectsOfOtherOriginsAreFollowedAsEver(ClientKind kind) {
		runner(kind).run((context) -> {
			assertThat(kind.of(context).get(URI.create(strangerOrigin() + "/hop")).getBody()).isEqualTo("stranger");
			assertThat(this.stranger.getRequestCount()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "REST_CLIENT_ON_JDK", "WEB_CLIENT_ON_JDK" })
	void aCustomizerThatTurnsRedirectsOnDoesNotCarryTheTokenToAnotherOrigin(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(302, strangerOrigin() + "/landed"));
		runner(kind).withUserConfiguration(FollowEverythingConfiguration.class).run((context) -> {
			assertThat(kind.of(context).get(settings()).getBody()).isEqualTo("stranger");
			assertThat(this.stranger.takeRequest().getHeaders().get("Authorization")).isNull();
		});
	}

	@Test
	void aRequestFactoryThatCannotBeKeptFromRedirectsIsLeftAsItIs(CapturedOutput output) {
		runner(ClientKind.REST_CLIENT_ON_JDK)
			.withBean(ClientHttpRequestFactoryBuilder.class,
					() -> ClientHttpRequestFactoryBuilder.of(() -> new OwnRequestFactory()))
			.run((context) -> {
				ClientKind.of(context.getBean(RestClient.Builder.class).build()).get(settings());
				assertThat(this.dintero.resources().requests().get(0).header("Authorization")).startsWith("Bearer ");
				assertThat(output).contains("application's request factory handles redirects");
			});
	}

	@Test
	void withoutBootsConnectorTheBuilderMakesOneOfItsOwn() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DinteroAuthAutoConfiguration.class,
					DinteroWebClientAutoConfiguration.class, WebClientAutoConfiguration.class))
			.withPropertyValues("dintero.auth.base-url=" + this.dintero.baseUrl())
			.withPropertyValues(DinteroContextRunners.registration("dintero", this.dintero.client()))
			.run((context) -> assertThat(
					ClientKind.of(context.getBean(WebClient.Builder.class).build()).get(settings()).getStatusCode())
				.isEqualTo(HttpStatus.OK));
	}

	private ApplicationContextRunner runner(ClientKind kind) {
		return DinteroContextRunners.withMock(this.dintero).withPropertyValues(kind.property());
	}

	private URI settings() {
		return URI
			.create(this.dintero.baseUrl() + "/accounts/" + this.dintero.client().accountId() + "/management/settings");
	}

	private String strangerOrigin() {
		return "http://" + this.stranger.getHostName() + ":" + this.stranger.getPort();
	}

	static class OwnRequestFactory extends SimpleClientHttpRequestFactory {

	}

	@Configuration(proxyBeanMethods = false)
	static class FollowEverythingConfiguration {

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> followEverything() {
			return (builder) -> builder
				.withHttpClientCustomizer((client) -> client.followRedirects(HttpClient.Redirect.ALWAYS));
		}

		@Bean
		ClientHttpConnectorBuilderCustomizer<JdkClientHttpConnectorBuilder> followEverythingReactive() {
			return (builder) -> builder
				.withHttpClientCustomizer((client) -> client.followRedirects(HttpClient.Redirect.ALWAYS));
		}

	}

}
