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

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The documentation's manager of users' tokens.
 */
class UserManagerTests {

	@Test
	void aUserSignsInAndStaysSignedIn() {
		try (SignInFixture fixture = new SignInFixture().withRegistration("authorization-grant-type", "password")) {
			MockDintero dintero = fixture.dintero();
			MockDinteroClient client = dintero.client();
			dintero.register(MockDinteroClient.of(client.accountId(), client.clientId(), client.clientSecret())
				.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE));
			dintero.register(MockUser.of(client.accountId(), "ada", "adas-password"));
			UserManager manager = fixture.start(WebApplicationType.NONE, UserManager.class)
				.context()
				.getBean(UserManager.class);
			assertThatExceptionOfType(DinteroAuthorizationException.class)
				.isThrownBy(() -> manager.signIn("ada", "wrong"));
			manager.signIn("ada", "adas-password");
			String token = token(manager.authorize("ada"));
			int signIns = dintero.userTokenEndpoint().requestCount();
			assertThat(token(manager.authorize("ada"))).isEqualTo(token);
			fixture.context().getBean(TestClock.class).forward(Duration.ofHours(24));
			assertThat(token(manager.authorize("ada"))).isNotEqualTo(token);
			assertThat(dintero.userTokenEndpoint().requestCount()).isEqualTo(signIns);
			assertThat(dintero.refreshEndpoint().requestCount()).isOne();
		}
	}

	private static String token(OAuth2AuthorizedClient authorizedClient) {
		return authorizedClient.getAccessToken().getTokenValue();
	}

}
