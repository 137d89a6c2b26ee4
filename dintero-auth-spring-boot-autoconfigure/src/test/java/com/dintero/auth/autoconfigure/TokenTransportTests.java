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
import java.net.InetSocketAddress;
import java.net.ProxySelector;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.token.DinteroTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TokenTransportTests {

	@Test
	void theReadTimeoutEndsARequestThatIsNotAnswered() {
		try (MockDintero dintero = MockDintero.start()) {
			dintero.tokenEndpoint().failNext(MockFault.hang());
			DinteroContextRunners.withMock(dintero)
				.withPropertyValues("dintero.auth.http.read-timeout=200ms", "dintero.auth.retry.max-attempts=1")
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
					.withMessageContaining("certificates"));
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
