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

package com.dintero.auth.oauth2;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.TestRegistrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DinteroAuthorizedClientsTests {

	private final OAuth2AccessTokenResponse response = OAuth2AccessTokenResponse.withToken("the-token")
		.tokenType(OAuth2AccessToken.TokenType.BEARER)
		.expiresIn(3600)
		.refreshToken("the-refresh-token")
		.build();

	@Test
	void anAnswerBecomesAnAuthorizedClientOfTheRegistration() {
		OAuth2AuthorizedClient authorizedClient = DinteroAuthorizedClients
			.of(registration(DinteroClientRegistrations.PASSWORD), "ada", this.response);
		assertThat(authorizedClient.getPrincipalName()).isEqualTo("ada");
		assertThat(authorizedClient.getAccessToken()).isSameAs(this.response.getAccessToken());
		assertThat(authorizedClient.getRefreshToken()).isSameAs(this.response.getRefreshToken());
		assertThat(authorizedClient.getClientRegistration().getRegistrationId()).isEqualTo("dintero");
		assertThat(authorizedClient.getClientRegistration().getAuthorizationGrantType())
			.isEqualTo(DinteroClientRegistrations.PASSWORD);
	}

	@ParameterizedTest
	@MethodSource
	void aRegistrationThatHoldsOtherTokensIsRefused(AuthorizationGrantType grantType) {
		assertThatIllegalStateException()
			.isThrownBy(() -> DinteroAuthorizedClients.of(registration(grantType), "ada", this.response))
			.withMessageContainingAll("Dintero registration 'dintero'", grantType.getValue(),
					"'dintero.auth.registration.dintero.authorization-grant-type'", "password");
	}

	static Stream<AuthorizationGrantType> aRegistrationThatHoldsOtherTokensIsRefused() {
		return Stream.of(AuthorizationGrantType.CLIENT_CREDENTIALS, AuthorizationGrantType.AUTHORIZATION_CODE);
	}

	private static DinteroRegistration registration(AuthorizationGrantType grantType) {
		DinteroRegistration idle = TestRegistrations.idle("dintero", false);
		return new DinteroRegistration(idle.registrationId(), idle.baseUrl(), idle.accountId(), idle.clientId(),
				idle.clientSecret(), idle.audience(), idle.primary(), idle.exchange(), grantType, null, null);
	}

}
