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

package com.dintero.auth.samples.backoffice;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.samples.identity.IdentityServer;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the application with both servers inside it, and with others in the place of the
 * real ones.
 */
class BackOfficeApplicationTests {

	private static final String SECRET = "a-secret-of-dintero";

	@Test
	void theServersInsideAreApart() {
		try (RunningBackOffice backOffice = new RunningBackOffice(Credentials.of(Map.of()))) {
			ApplicationContext server = backOffice.identityServer().context();
			assertThat(server.getBeanProvider(RegisteredClientRepository.class)).hasSize(1);
			assertThat(server.getBeanProvider(DinteroRegistrations.class)).isEmpty();
			assertThat(backOffice.context().getBeanProvider(DinteroRegistrations.class)).hasSize(1);
			assertThat(backOffice.context().getBeanProvider(RegisteredClientRepository.class)).isEmpty();
			assertThat(backOffice.context().getBeanProvider(JwtDecoder.class)).isEmpty();
			for (ApplicationContext context : new ApplicationContext[] { server, backOffice.context() }) {
				assertThat(context.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
			}
		}
	}

	// The build processes the application ahead of time before it runs the tests
	@Test
	void processedAheadOfTimeItDoesTheSame() {
		System.setProperty(AotDetector.AOT_ENABLED, "true");
		try (RunningBackOffice backOffice = new RunningBackOffice(Credentials.of(Map.of()))) {
			HttpBrowser browser = new HttpBrowser();
			browser.open(backOffice.url("/"));
			browser.click("Sign in with Nordlys ID");
			browser.type("username", "ada");
			browser.type("password", "analytical-engine");
			browser.click("Sign in");
			browser.click("Allow");
			assertThat(browser.text()).contains("Hello, Ada Lovelace", "Nordlys Kaffe AS");
			browser.click("Sign out");
			browser.open(backOffice.url("/login"));
			browser.type("username", "ola");
			browser.type("password", EmbeddedDintero.PASSWORD);
			browser.click("Sign in");
			browser.type("binding_code", backOffice.dintero().lastSentCode("ola").code());
			browser.click("Sign in");
			assertThat(browser.text()).contains("Hello, ola", "Nordlys Kaffe AS");
		}
		finally {
			System.clearProperty(AotDetector.AOT_ENABLED);
		}
	}

	@Test
	void withCredentialsNothingIsInside() {
		try (IdentityServer server = IdentityServer.start(0, SECRET, "grace", "first-bug", "Grace Hopper");
				MockDintero dintero = dintero(server.issuer());
				RunningBackOffice backOffice = start(dintero, server.issuer())) {
			assertThat(backOffice.context().getBeanProvider(MockDintero.class)).isEmpty();
			assertThat(backOffice.context().getBeanProvider(IdentityServer.class)).isEmpty();
			HttpBrowser browser = new HttpBrowser();
			browser.open(backOffice.url("/"));
			browser.click("Sign in with Nordlys ID");
			browser.type("username", "grace");
			browser.type("password", "first-bug");
			browser.click("Sign in");
			browser.click("Allow");
			assertThat(browser.text()).contains("Hello, Grace Hopper", "P98700000", "Live",
					"Dintero " + dintero.baseUrl());
			assertThat(browser.text()).doesNotContain("MockDintero");
			browser.open(backOffice.url("/login"));
			assertThat(browser.text()).contains("Password").doesNotContain("demo");
			browser.open(backOffice.url("/demo/messages"));
			assertThat(browser.page().statusCode()).isEqualTo(404);
		}
	}

	@Test
	void whileTheIdentityServerIsDownThePageSaysSo() {
		// Nothing listens there
		String issuer = "http://127.0.0.1:1";
		try (MockDintero dintero = dintero(issuer); RunningBackOffice backOffice = start(dintero, issuer)) {
			HttpBrowser browser = new HttpBrowser();
			browser.open(backOffice.url("/"));
			browser.click("Sign in with Nordlys ID");
			assertThat(browser.page().statusCode()).isEqualTo(503);
			assertThat(browser.text()).contains("The service that you sign in with does not answer at the moment");
		}
	}

	private static MockDintero dintero(String issuer) {
		return MockDintero.builder()
			.client(MockDinteroClient.of("P98700000", "real-client", "real-secret"))
			.authority(new CodeRedemption(issuer, IdentityServer.CLIENT_ID, SECRET))
			.start();
	}

	private static RunningBackOffice start(MockDintero dintero, String issuer) {
		MockDinteroClient client = dintero.client();
		return new RunningBackOffice(Credentials.of(Map.of("DINTERO_ACCOUNT_ID", client.accountId(),
				"DINTERO_CLIENT_ID", client.clientId(), "DINTERO_CLIENT_SECRET", client.clientSecret(),
				"LOGIN_ISSUER_URI", issuer, "LOGIN_CLIENT_ID", IdentityServer.CLIENT_ID)),
				"--dintero.auth.base-url=" + dintero.baseUrl());
	}

}
