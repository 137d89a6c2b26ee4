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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.dintero.auth.samples.identity.IdentityServer;
import com.dintero.auth.test.MockAuthority.CodeRefusedException;
import com.dintero.auth.test.MockUserInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link CodeRedemption}, at the identity provider.
 */
class CodeRedemptionTests {

	private static IdentityServer server;

	private final CodeRedemption redemption = new CodeRedemption(server.issuer(), IdentityServer.CLIENT_ID, "secret");

	// Any port will do, so the code comes back to where it is from
	private final String redirectUri = server.issuer() + "/login/oauth2/code/backoffice";

	@BeforeAll
	static void start() {
		server = IdentityServer.start(0, "secret", "grace", "first-bug", "Grace Hopper");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void aCodeIsRedeemedOnce() {
		String code = code();
		assertThat(this.redemption.redeem(code, this.redirectUri)).isEqualTo(new MockUserInfo(server.issuer(),
				Map.of("sub", "grace", "name", "Grace Hopper", "preferred_username", "grace")));
		assertRefused(this.redemption, code, this.redirectUri);
	}

	@Test
	void anotherRedirectUriIsRefused() {
		assertRefused(this.redemption, code(), this.redirectUri + "/");
		assertRefused(this.redemption, code(), null);
	}

	@Test
	void anUnknownCodeIsRefused() {
		assertRefused(this.redemption, "a-code", this.redirectUri);
	}

	@Test
	void theSecretOfSomebodyElseIsRefused() {
		CodeRedemption redemption = new CodeRedemption(server.issuer(), IdentityServer.CLIENT_ID, "another");
		assertRefused(redemption, code(), this.redirectUri);
	}

	private static void assertRefused(CodeRedemption redemption, String code, String redirectUri) {
		assertThatExceptionOfType(CodeRefusedException.class).isThrownBy(() -> redemption.redeem(code, redirectUri));
	}

	private String code() {
		HttpBrowser browser = new HttpBrowser();
		browser.open(server.issuer()
				+ "/oauth2/authorize?response_type=code&client_id=back-office&scope=openid%20profile&state=x&redirect_uri="
				+ this.redirectUri);
		browser.type("username", "grace");
		browser.type("password", "first-bug");
		browser.click("Sign in");
		// Somebody may have agreed before
		if (!browser.url().startsWith(this.redirectUri)) {
			browser.click("Allow");
		}
		return browser.url().replaceAll(".*[?&]code=([^&]+).*", "$1");
	}

}
