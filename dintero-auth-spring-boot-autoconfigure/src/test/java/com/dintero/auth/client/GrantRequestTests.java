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
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.user.PasswordlessCode;

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

	@Test
	void whatAUserSignsInWith() {
		PasswordGrantRequest password = new PasswordGrantRequest(this.registration, "ada", "the-password");
		assertThat(password.getGrantType()).isEqualTo(DinteroAuthorizationGrantTypes.PASSWORD);
		assertThat(password.getUsername()).isEqualTo("ada");
		assertThat(password.getPassword()).isEqualTo("the-password");
		assertThat(password).hasToString("PasswordGrantRequest[registrationId=partner]");
		PasswordlessCode verification = PasswordlessCode.ofEmail("ada@example.com", "the-code");
		PasswordlessCodeGrantRequest code = new PasswordlessCodeGrantRequest(this.registration, verification);
		assertThat(code.getGrantType()).isEqualTo(DinteroAuthorizationGrantTypes.PASSWORDLESS_CODE);
		assertThat(code.getCode()).isSameAs(verification);
		assertThat(code).hasToString("PasswordlessCodeGrantRequest[registrationId=partner]");
		AccountUserTokenGrantRequest token = new AccountUserTokenGrantRequest(this.registration, "the-token");
		assertThat(token.getGrantType()).isEqualTo(DinteroAuthorizationGrantTypes.ACCOUNT_USER_TOKEN);
		assertThat(token.getUserToken()).isEqualTo("the-token");
		assertThat(token).hasToString("AccountUserTokenGrantRequest[registrationId=partner]");
		MfaChallenge challenge = new MfaChallenge("the-mfa-token", "the-oob-code", MfaChannel.SMS);
		MfaOobGrantRequest mfa = new MfaOobGrantRequest(this.registration, challenge, "the-binding-code");
		assertThat(mfa.getGrantType()).isEqualTo(DinteroAuthorizationGrantTypes.MFA_OOB);
		assertThat(mfa.getChallenge()).isSameAs(challenge);
		assertThat(mfa.getBindingCode()).isEqualTo("the-binding-code");
		assertThat(mfa).hasToString("MfaOobGrantRequest[registrationId=partner]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void aUserSignsInWithNothingBlank(String blank) {
		MfaChallenge challenge = new MfaChallenge("the-mfa-token", "the-oob-code", MfaChannel.SMS);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PasswordGrantRequest(this.registration, blank, "the-password"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PasswordGrantRequest(this.registration, "ada", blank));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new AccountUserTokenGrantRequest(this.registration, blank));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MfaOobGrantRequest(this.registration, challenge, blank));
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
