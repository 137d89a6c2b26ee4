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

package com.dintero.auth.client;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.TestRegistrations;

import static org.assertj.core.api.Assertions.assertThat;

class DelegatingTokenResponseClientTests {

	private final DinteroRegistrations registrations = new DinteroRegistrations(
			List.of(TestRegistrations.idle("shop", false), TestRegistrations.idle("other-shop", false)));

	@ParameterizedTest
	@CsvSource({ "shop,of Dintero's client", "other-shop,of Dintero's client", "keycloak,of the other client",
			"Shop,of the other client" })
	void eachRegistrationHasItsClient(String registrationId, String token) {
		var client = new DelegatingTokenResponseClient<OAuth2ClientCredentialsGrantRequest>(this.registrations,
				(request) -> response("of Dintero's client"), (request) -> response("of the other client"));
		assertThat(client.getTokenResponse(request(registrationId)).getAccessToken().getTokenValue()).isEqualTo(token);
	}

	@ParameterizedTest
	@CsvSource({ "shop,of Dintero's client", "other-shop,of Dintero's client", "keycloak,of the other client",
			"Shop,of the other client" })
	void eachRegistrationHasItsReactiveClient(String registrationId, String token) {
		var client = new ReactiveDelegatingTokenResponseClient<OAuth2ClientCredentialsGrantRequest>(this.registrations,
				(request) -> Mono.just(response("of Dintero's client")),
				(request) -> Mono.just(response("of the other client")));
		assertThat(client.getTokenResponse(request(registrationId)).block()).isNotNull()
			.satisfies((response) -> assertThat(response.getAccessToken().getTokenValue()).isEqualTo(token));
	}

	private static OAuth2ClientCredentialsGrantRequest request(String registrationId) {
		return new OAuth2ClientCredentialsGrantRequest(
				LoginFixture.registration(registrationId, AuthorizationGrantType.CLIENT_CREDENTIALS));
	}

	private static OAuth2AccessTokenResponse response(String token) {
		return OAuth2AccessTokenResponse.withToken(token)
			.tokenType(OAuth2AccessToken.TokenType.BEARER)
			.expiresIn(60)
			.build();
	}

}
