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

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroHttpClientCustomizer;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TokenTransportTests {

	private static final Authenticator NOBODY = new Authenticator() {
	};

	@Test
	void thereIsNoThreadBeforeTheFirstToken() {
		try (MockDintero dintero = MockDintero.start()) {
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			DinteroContextRunners.withMock(dintero).run((context) -> {
				assertThat(newThreads(before)).isEmpty();
				context.getBean(DinteroTokens.class).getToken("dintero");
				assertThat(newThreads(before)).isNotEmpty();
			});
		}
	}

	private static List<String> newThreads(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("dintero-auth") || name.startsWith("HttpClient-"))
			.toList();
	}

	@Test
	void theReadTimeoutEndsARequestThatIsNotAnswered() {
		try (MockDintero dintero = MockDintero.start()) {
			dintero.tokenEndpoint().failAlways(MockFault.hang());
			DinteroContextRunners.withMock(dintero)
				.withPropertyValues("dintero.auth.http.read-timeout=200ms")
				.run((context) -> {
					DinteroTokens tokens = context.getBean(DinteroTokens.class);
					assertThatExceptionOfType(DinteroAuthorizationException.class)
						.isThrownBy(() -> tokens.getToken("dintero"))
						.withMessageContaining("200 ms");
					dintero.tokenEndpoint().recover();
				});
		}
	}

	@Test
	void tokenRequestsGoThroughTheProxyOfACustomizer() throws IOException {
		try (MockWebServer proxy = new MockWebServer()) {
			proxy.enqueue(new MockResponse.Builder().code(200)
				.setHeader("Content-Type", "application/json")
				.body("{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"expires_in\":60}")
				.build());
			proxy.start();
			ProxySelector selector = ProxySelector.of(new InetSocketAddress(proxy.getHostName(), proxy.getPort()));
			DinteroContextRunners.withRegistration()
				.withPropertyValues("dintero.auth.base-url=http://dintero.invalid/v1")
				.withBean(DinteroHttpClientCustomizer.class, () -> (builder) -> builder.proxy(selector))
				.run((context) -> {
					assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
						.isEqualTo("a.b.c");
					assertThat(proxy.takeRequest().getUrl().host()).isEqualTo("dintero.invalid");
				});
		}
	}

	@Test
	void tokenRequestsGoThroughAProxyWithAPassword() throws IOException {
		try (PasswordProxy proxy = PasswordProxy.start("jane", "s3cr3t-of-jane")) {
			withPassword(proxy, "http://dintero.invalid/v1").run((context) -> {
				assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue()).isEqualTo("a.b.c");
				assertThat(proxy.requests()).singleElement()
					.asInstanceOf(InstanceOfAssertFactories.list(String.class))
					.anyMatch((header) -> header.startsWith("Authorization: Basic "));
			});
		}
	}

	@Test
	void tokenRequestsGoThroughATunnelWithAPassword() throws IOException {
		try (HttpsDintero https = HttpsDintero.start();
				PasswordProxy proxy = PasswordProxy.start("jane", "s3cr3t-of-jane")) {
			withPassword(proxy, https.baseUrl())
				.withPropertyValues("dintero.auth.http.ssl-bundle=dintero",
						"spring.ssl.bundle.pem.dintero.truststore.certificate=" + https.certificatePem())
				.run((context) -> {
					assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
						.isEqualTo("a.b.c");
					assertThat(proxy.requests()).singleElement()
						.asInstanceOf(InstanceOfAssertFactories.list(String.class))
						.noneMatch((header) -> header.startsWith("Authorization:"));
					Headers headers = https.takeRequest().getHeaders();
					assertThat(headers.get("Authorization")).startsWith("Basic ");
					assertThat(headers.get("Proxy-Authorization")).isNull();
				});
		}
	}

	@ParameterizedTest
	@CsvSource({ "host=proxy.example.com, proxy.port", "port=8080, proxy.host", "host=, proxy.host" })
	void halfAProxyStopsTheStart(String property, String missing) {
		DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.http.proxy." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidDinteroPropertiesException.class)
				.hasMessageContaining(missing));
	}

	// By its name: Spring Boot 4.0 does not have it
	@Test
	void theApplicationsAddressFilterIsRespected() throws Exception {
		String name = "org.springframework.boot.http.client.InetAddressFilter";
		Assumptions.assumeTrue(ClassUtils.isPresent(name, null));
		Class<?> type = ClassUtils.forName(name, null);
		Object localOnly = ReflectionUtils.invokeMethod(type.getMethod("of", String[].class), null,
				(Object) new String[] { "127.0.0.1", "::1" });
		Object nowhere = ReflectionUtils.invokeMethod(type.getMethod("of", String[].class), null,
				(Object) new String[] { "192.0.2.1" });
		try (MockDintero dintero = MockDintero.start()) {
			DinteroContextRunners.withMock(dintero)
				.withInitializer((context) -> context.getBeanFactory().registerSingleton("filter", localOnly))
				.run((context) -> assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
					.isNotEmpty());
			DinteroContextRunners.withMock(dintero)
				.withInitializer((context) -> context.getBeanFactory().registerSingleton("filter", nowhere))
				.run((context) -> assertThatExceptionOfType(DinteroAuthorizationException.class)
					.isThrownBy(() -> context.getBean(DinteroTokens.class).getToken("dintero"))
					.withMessageContaining("InetAddressFilter"));
			assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(1);
		}
	}

	@Test
	void aTunnelThatTheJdkGivesNoPasswordToStopsTheStart() {
		String before = System.clearProperty(TokenTransportFactory.DISABLED_SCHEMES);
		try {
			DinteroContextRunners.withRegistration()
				.withPropertyValues("dintero.auth.http.proxy.username=jane",
						"dintero.auth.http.proxy.password=s3cr3t-of-jane")
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOf(InvalidDinteroPropertiesException.class)
					.hasMessageContaining("dintero.auth.http.proxy.password")
					.hasMessageNotContaining("s3cr3t-of-jane"));
		}
		finally {
			System.setProperty(TokenTransportFactory.DISABLED_SCHEMES, (before != null) ? before : "");
		}
	}

	@Test
	void aCustomizersAuthenticatorGetsTheCredentialsThereOrStopsTheStart() {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroContextRunners.withMock(dintero)
				.withBean(DinteroHttpClientCustomizer.class, () -> (builder) -> builder.authenticator(NOBODY))
				.run((context) -> {
					if (context.getStartupFailure() == null) {
						assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
							.isNotEmpty();
					}
					else {
						assertThat(context).getFailure()
							.rootCause()
							.isInstanceOf(InvalidDinteroPropertiesException.class)
							.hasMessageContaining("authenticator");
					}
				});
		}
	}

	@Test
	void aCustomizerChangesNothingThatTheTransportReliesOn() {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroContextRunners.withMock(dintero)
				.withBean(DinteroHttpClientCustomizer.class,
						() -> (builder) -> builder.followRedirects(HttpClient.Redirect.ALWAYS)
							.version(HttpClient.Version.HTTP_2)
							.executor((task) -> {
								throw new RejectedExecutionException("full");
							}))
				.run((context) -> assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
					.isNotEmpty());
		}
	}

	@ParameterizedTest
	@CsvSource({ "username, jane, proxy.password", "password, s3cr3t-of-jane, proxy.username",
			"username, 'ja:ne', proxy.username" })
	void halfAProxysCredentialsStopTheStart(String property, String value, String missing) {
		DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.http.proxy." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidDinteroPropertiesException.class)
				.hasMessageContaining(missing)
				.hasMessageNotContaining("s3cr3t-of-jane"));
	}

	private static ApplicationContextRunner withPassword(PasswordProxy proxy, String baseUrl) {
		return DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.base-url=" + baseUrl, "dintero.auth.http.proxy.username=jane",
					"dintero.auth.http.proxy.password=s3cr3t-of-jane")
			.withBean(DinteroHttpClientCustomizer.class, () -> (builder) -> builder.proxy(proxy.selector()));
	}

	@Test
	void settingsOfTheApplicationsClientsAreNotThoseOfTokenRequests() {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroContextRunners.withMock(dintero)
				.withPropertyValues("spring.http.clients.redirects=follow", "spring.http.clients.read-timeout=1ms")
				.run((context) -> assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
					.isNotEmpty());
		}
	}

	@Test
	void aTokenRequestDoesNotTrustWhatTheBundleDoesNotTrust() throws IOException {
		try (HttpsDintero https = HttpsDintero.start()) {
			DinteroContextRunners.withRegistration()
				.withPropertyValues("dintero.auth.base-url=" + https.baseUrl())
				.run((context) -> assertThatExceptionOfType(OAuth2AuthorizationException.class)
					.isThrownBy(() -> context.getBean(DinteroTokens.class).getToken("dintero"))
					.withMessageContaining(
							"the certificate of the server is for this host, and that the application trusts it"));
		}
	}

	@Test
	void theSslBundleReachesTheTokenRequest() throws IOException {
		try (HttpsDintero https = HttpsDintero.start()) {
			DinteroContextRunners.withRegistration()
				.withPropertyValues("dintero.auth.base-url=" + https.baseUrl(), "dintero.auth.http.ssl-bundle=dintero",
						"spring.ssl.bundle.pem.dintero.truststore.certificate=" + https.certificatePem())
				.run((context) -> assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
					.isEqualTo("a.b.c"));
		}
	}

}
