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

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationGrantTypes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GrantRequestTests {

	private final ClientRegistration registration = PartnerFixture.registration("partner",
			DinteroAuthorizationGrantTypes.MERCHANT_TOKEN);

	private final OAuth2AccessToken token = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "the-token",
			Instant.EPOCH, Instant.EPOCH.plusSeconds(60));

	@Test
	void whatIsExchanged() {
		ExchangeTokenGrantRequest request = new ExchangeTokenGrantRequest(this.registration, this.token, "T11200001");
		assertThat(request.getGrantType()).isEqualTo(DinteroAuthorizationGrantTypes.EXCHANGE_TOKEN);
		assertThat(request.getClientRegistration()).isSameAs(this.registration);
		assertThat(request.getPartnerToken()).isSameAs(this.token);
		assertThat(request.getAccountId()).isEqualTo(new AccountId("T11200001"));
		assertThat(request).hasToString("ExchangeTokenGrantRequest[registrationId=partner, accountId=T11200001]");
	}

	@Test
	void whatIsTradedForAMerchantsToken() {
		MerchantTokenGrantRequest request = new MerchantTokenGrantRequest(this.registration, this.token, "T11200001");
		assertThat(request.getGrantType()).isEqualTo(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN);
		assertThat(request.getClientRegistration()).isSameAs(this.registration);
		assertThat(request.getExchangeToken()).isSameAs(this.token);
		assertThat(request.getAccountId()).isEqualTo(new AccountId("T11200001"));
		assertThat(request).hasToString("MerchantTokenGrantRequest[registrationId=partner, accountId=T11200001]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "T112", "T11200001/../x", "T11200001\n", "../T11200001", "t11200001", "X11200001" })
	void theAccountIsAMerchants(String accountId) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ExchangeTokenGrantRequest(this.registration, this.token, accountId))
			.withMessageNotContainingAny("the-token", "..", "x11200001");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MerchantTokenGrantRequest(this.registration, this.token, accountId));
	}

}
