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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDinteroClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DinteroClientRegistrationsTests {

	private final DinteroRegistration partner = TestRegistrations.of("partner", "https://api.dintero.invalid/v1",
			MockDinteroClient.of("T11200000", "partner-client", "the-secret"));

	@Test
	void aRegistrationOfMerchantsTokens() {
		ClientRegistration registration = DinteroClientRegistrations.of(this.partner,
				DinteroClientRegistrations.MERCHANT_TOKEN);
		assertThat(registration.getAuthorizationGrantType()).isEqualTo(DinteroClientRegistrations.MERCHANT_TOKEN);
		assertThat(registration.getProviderDetails().getTokenUri())
			.isEqualTo("https://api.dintero.invalid/v1/accounts/T11200000/auth/token");
	}

	@Test
	void theSecretIsNotInIt() throws IOException {
		ClientRegistration registration = DinteroClientRegistrations.of(this.partner,
				DinteroClientRegistrations.MERCHANT_TOKEN);
		assertThat(registration.getClientSecret()).isEmpty();
		assertThat(registration.toString()).doesNotContain("the-secret");
		ByteArrayOutputStream serialized = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
			out.writeObject(registration);
		}
		assertThat(serialized.toString(StandardCharsets.ISO_8859_1)).contains("partner-client")
			.doesNotContain("the-secret");
	}

	@Test
	void aRegistrationOfItsOwnToken() {
		ClientRegistration registration = DinteroClientRegistrations.of(TestRegistrations.idle("shop", false),
				AuthorizationGrantType.CLIENT_CREDENTIALS);
		assertThat(registration.getRegistrationId()).isEqualTo("shop");
		assertThat(registration.getAuthorizationGrantType()).isEqualTo(AuthorizationGrantType.CLIENT_CREDENTIALS);
		assertThat(registration.getClientAuthenticationMethod()).isEqualTo(new ClientAuthenticationMethod("dintero"));
		assertThat(registration.getClientSecret()).isEmpty();
		assertThat(registration.getProviderDetails().getTokenUri())
			.isEqualTo("https://api.dintero.invalid/v1/accounts/T12345678/auth/token");
	}

	@Test
	void aRegistrationOfUsersTokens() {
		for (AuthorizationGrantType grantType : List.of(DinteroClientRegistrations.PASSWORD,
				DinteroClientRegistrations.PASSWORDLESS_CODE, DinteroClientRegistrations.ACCOUNT_USER_TOKEN)) {
			ClientRegistration registration = DinteroClientRegistrations.of(TestRegistrations.idle("shop", false),
					grantType);
			assertThat(registration.getAuthorizationGrantType()).isEqualTo(grantType);
			assertThat(registration.getProviderDetails().getTokenUri())
				.isEqualTo("https://api.dintero.invalid/v1/accounts/T12345678/auth/token");
		}
	}

	@Test
	void springSecuritysOwnClientRefusesItAndSendsNothing() {
		ClientRegistration registration = DinteroClientRegistrations.of(TestRegistrations.idle("shop", false),
				AuthorizationGrantType.CLIENT_CREDENTIALS);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RestClientClientCredentialsTokenResponseClient()
				.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration)))
			.withMessageContaining("[dintero]");
	}

	@Test
	void otherGrantsNeedABrowser() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DinteroClientRegistrations.of(this.partner, AuthorizationGrantType.AUTHORIZATION_CODE))
			.withMessageContaining("'authorization_code'")
			.withMessageContaining("merchant_token");
	}

	@Test
	void whoIsNoPartnerHasNoMerchants() {
		DinteroRegistration shop = TestRegistrations.idle("shop", false);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DinteroClientRegistrations.of(shop, DinteroClientRegistrations.MERCHANT_TOKEN))
			.withMessageContaining("'shop'")
			.withMessageContaining("'T12345678'");
	}

}
