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

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.TestRegistrations;

import static org.assertj.core.api.Assertions.assertThat;

class DelegatingTokenResponseClientTests {

	private final ClientRegistration dintero = DinteroClientRegistrations.of(TestRegistrations.idle("shop", false),
			AuthorizationGrantType.CLIENT_CREDENTIALS);

	// It has the name of one of Dintero's
	private final ClientRegistration other = LoginFixture.registration("shop",
			AuthorizationGrantType.CLIENT_CREDENTIALS);

	@Test
	void dinterosRegistrationsHaveTheirClientAndAllOthersTheOther() {
		var client = new DelegatingTokenResponseClient<OAuth2ClientCredentialsGrantRequest>(
				(request) -> response("of Dintero's client"), (request) -> response("of the other client"));
		assertThat(client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(this.dintero)).getAccessToken())
			.satisfies((token) -> assertThat(token.getTokenValue()).isEqualTo("of Dintero's client"));
		assertThat(client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(this.other)).getAccessToken())
			.satisfies((token) -> assertThat(token.getTokenValue()).isEqualTo("of the other client"));
	}

	@Test
	void soHaveTheyInReactiveApplications() {
		var client = new ReactiveDelegatingTokenResponseClient<OAuth2ClientCredentialsGrantRequest>(
				(request) -> Mono.just(response("of Dintero's client")),
				(request) -> Mono.just(response("of the other client")));
		assertThat(client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(this.dintero)).block()).isNotNull()
			.satisfies((response) -> assertThat(response.getAccessToken().getTokenValue())
				.isEqualTo("of Dintero's client"));
		assertThat(client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(this.other)).block()).isNotNull()
			.satisfies((response) -> assertThat(response.getAccessToken().getTokenValue())
				.isEqualTo("of the other client"));
	}

	private static OAuth2AccessTokenResponse response(String token) {
		return OAuth2AccessTokenResponse.withToken(token)
			.tokenType(OAuth2AccessToken.TokenType.BEARER)
			.expiresIn(60)
			.build();
	}

}
