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

package com.dintero.auth.documentation;

import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockUser;
import com.dintero.auth.test.autoconfigure.AutoConfigureMockDintero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The documentation's users.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "dintero.auth.registration.dintero.account-id=T12345678",
				"dintero.auth.registration.dintero.client-id=my-client",
				"dintero.auth.registration.dintero.client-secret=my-secret" })
@AutoConfigureMockDintero
class UsersTests {

	@Autowired
	private MockDintero dintero;

	@Autowired
	private Users users;

	@BeforeEach
	void register(@Autowired DinteroRegistrations registrations) {
		DinteroRegistration registration = registrations.get("dintero");
		this.dintero
			.register(MockDinteroClient.of("T12345678", registration.clientId(), registration.clientSecret().reveal())
				.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE));
		this.dintero.register(MockUser.of("T12345678", "ada", "adas-password").withEmail("ada@example.com"));
		this.dintero.register(MockUser.of("T12345678", "bea", "beas-password")
			.withEmail("bea@example.com")
			.withPhoneNumber("+4799999999")
			.withMfa());
	}

	@Test
	void aUserSignsIn() {
		assertThat(this.users.signIn("ada", "adas-password", (channel) -> "never asked").getAccessToken()).isNotNull();
	}

	@Test
	void aUserSignsInWithASecondFactor() {
		assertThat(this.users.signIn("bea", "beas-password", (channel) -> this.dintero.lastSentCode("bea").code())
			.getAccessToken()).isNotNull();
	}

	@Test
	void aUserSignsInWithoutAPassword() {
		this.users.sendCode("ada@example.com");
		assertThat(this.users.redeemCode("ada@example.com", this.dintero.lastSentCode("ada").code()).getAccessToken())
			.isNotNull();
	}

	@Test
	void anAccountUserIsSignedInElsewhere() {
		String idToken = this.dintero.externalIdToken("T12345678", "ada@example.com");
		assertThat(this.users.exchange(idToken).getAccessToken()).isNotNull();
	}

	@Test
	void aUserRecovers() {
		assertThat(this.users.recover("bea", (channel) -> this.dintero.lastSentCode("bea").code()).getAccessToken())
			.isNotNull();
	}

	@Test
	void aUserStaysSignedInUntilTheEnd() {
		OAuth2AccessTokenResponse response = this.users.signIn("ada", "adas-password", (channel) -> "never asked");
		OAuth2AccessTokenResponse renewed = this.users.refresh(refreshToken(response));
		this.users.signOut(refreshToken(renewed));
		DinteroAuthorizationException failure = catchThrowableOfType(DinteroAuthorizationException.class,
				() -> this.users.refresh(refreshToken(renewed)));
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
	}

	private static OAuth2RefreshToken refreshToken(OAuth2AccessTokenResponse response) {
		return Objects.requireNonNull(response.getRefreshToken());
	}

}
