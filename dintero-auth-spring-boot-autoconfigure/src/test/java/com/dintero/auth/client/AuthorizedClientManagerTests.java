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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A partner's tokens through Spring Security's own managers.
 */
@ParameterizedClass
@EnumSource(ManagerKind.class)
class AuthorizedClientManagerTests {

	private static final String MERCHANT = PartnerFixture.MERCHANT;

	private static final String OTHER_MERCHANT = PartnerFixture.OTHER_MERCHANT;

	private static final String PARTNER_AUDIENCE = "https://api.dintero.com/v1/accounts/T11200000";

	private final PartnerFixture fixture = new PartnerFixture();

	private final MockDintero dintero = this.fixture.dintero();

	@Parameter
	private ManagerKind kind;

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void aMerchantsTokenTakesThreeSteps() {
		OAuth2AuthorizedClient authorizedClient = this.kind.merchant(this.fixture).authorize(MERCHANT);
		assertThat(authorizedClient).isNotNull();
		assertThat(authorizedClient.getPrincipalName()).isEqualTo(MERCHANT);
		assertThat(authorizedClient.getClientRegistration().getRegistrationId()).isEqualTo("partner");
		assertThat(authorizedClient.getRefreshToken()).isNull();
		List<MockRequest> requests = this.dintero.requests();
		assertThat(requests).extracting(MockRequest::toString)
			.containsExactly("POST /v1/accounts/T11200000/auth/token -> 200",
					"POST /v1/accounts/T11200000/auth/exchange_token -> 200",
					"POST /v1/accounts/T11200001/auth/token -> 200");
		byte[] credentials = ("partner-client:" + PartnerFixture.SECRET).getBytes(StandardCharsets.UTF_8);
		assertThat(requests.get(0).header("Authorization"))
			.isEqualTo("Basic " + Base64.getEncoder().encodeToString(credentials));
		assertThat(requests.get(0).body())
			.isEqualTo("{\"grant_type\":\"client_credentials\",\"audience\":\"" + PARTNER_AUDIENCE + "\"}");
		String partnerToken = this.fixture.tokens().getToken("partner").getTokenValue();
		assertThat(requests.get(1).header("Authorization")).isEqualTo("Bearer " + partnerToken);
		assertThat(requests.get(1).body()).isEqualTo("{\"account_id\":\"T11200001\"}");
		assertThat(requests.get(2).header("Authorization")).startsWith("Bearer ")
			.isNotEqualTo("Bearer " + partnerToken)
			.isNotEqualTo("Bearer " + authorizedClient.getAccessToken().getTokenValue());
		assertThat(requests.get(2).body())
			.isEqualTo("{\"grant_type\":\"client_credentials\",\"audience\":\"" + PARTNER_AUDIENCE + "\"}");
		assertThat(this.fixture.settingsStatus(authorizedClient.getAccessToken(), MERCHANT)).isEqualTo(200);
	}

	@Test
	void anExchangeTokenTakesTwoSteps() {
		OAuth2AccessToken token = this.kind.exchange(this.fixture).token(MERCHANT);
		assertThat(this.dintero.requests()).extracting(MockRequest::toString)
			.containsExactly("POST /v1/accounts/T11200000/auth/token -> 200",
					"POST /v1/accounts/T11200000/auth/exchange_token -> 200");
		assertThat(this.fixture.settingsStatus(token, MERCHANT)).isEqualTo(200);
	}

	@Test
	void theTokenSaysHowLongItLives() {
		this.dintero.tokenLifetime(Duration.ofMinutes(10));
		Instant before = Instant.now();
		OAuth2AccessToken token = this.kind.merchant(this.fixture).token(MERCHANT);
		assertThat(token.getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
		assertThat(token.getIssuedAt()).isBetween(before, Instant.now());
		assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void theManagerKeepsAMerchantsToken() {
		TestManager manager = this.kind.merchant(this.fixture);
		OAuth2AccessToken token = manager.token(MERCHANT);
		assertThat(manager.token(MERCHANT)).isEqualTo(token);
		assertThat(manager.stored(MERCHANT)).isNotNull()
			.satisfies((stored) -> assertThat(stored.getAccessToken()).isEqualTo(token));
		assertThat(this.dintero.requests()).hasSize(3);
	}

	@Test
	void merchantsShareThePartnersToken() {
		TestManager manager = this.kind.merchant(this.fixture);
		OAuth2AccessToken token = manager.token(MERCHANT);
		OAuth2AccessToken other = manager.token(OTHER_MERCHANT);
		assertThat(other).isNotEqualTo(token);
		assertThat(this.fixture.settingsStatus(other, OTHER_MERCHANT)).isEqualTo(200);
		assertThat(this.fixture.settingsStatus(other, MERCHANT)).isEqualTo(403);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aTokenIsRenewedAMinuteBeforeItExpires() {
		TestManager manager = this.kind.merchant(this.fixture);
		OAuth2AccessToken token = manager.token(MERCHANT);
		manager.timeIs(token.getExpiresAt().minusSeconds(60));
		assertThat(manager.token(MERCHANT)).isEqualTo(token);
		manager.timeIs(token.getExpiresAt().minusSeconds(60).plusMillis(1));
		OAuth2AccessToken renewed = manager.token(MERCHANT);
		assertThat(renewed).isNotEqualTo(token);
		assertThat(manager.stored(MERCHANT)).isNotNull()
			.satisfies((stored) -> assertThat(stored.getAccessToken()).isEqualTo(renewed));
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void theClockSkewCanBeSet() {
		TestManager manager = this.kind.exchange(this.fixture);
		manager.clockSkew(Duration.ZERO);
		OAuth2AccessToken token = manager.token(MERCHANT);
		manager.timeIs(token.getExpiresAt());
		assertThat(manager.token(MERCHANT)).isEqualTo(token);
		manager.timeIs(token.getExpiresAt().plusMillis(1));
		assertThat(manager.token(MERCHANT)).isNotEqualTo(token);
		assertThatIllegalArgumentException().isThrownBy(() -> manager.clockSkew(Duration.ofMillis(-1)));
	}

	@Test
	void aMerchantDoesNotGetTheTokenOfAnother() {
		TestManager manager = this.kind.merchant(this.fixture);
		OAuth2AuthorizedClient authorizedClient = manager.authorize(MERCHANT);
		OAuth2AuthorizedClient other = manager
			.authorize(OAuth2AuthorizeRequest.withAuthorizedClient(authorizedClient).principal(OTHER_MERCHANT).build());
		assertThat(other).isNotNull();
		assertThat(other.getPrincipalName()).isEqualTo(OTHER_MERCHANT);
		assertThat(this.fixture.settingsStatus(other.getAccessToken(), OTHER_MERCHANT)).isEqualTo(200);
	}

	@Test
	void anAccountThatIsNotThePartnersIsDenied() {
		TestManager manager = this.kind.merchant(this.fixture);
		assertThatExceptionOfType(ClientAuthorizationException.class).isThrownBy(() -> manager.authorize("T99900001"))
			.withMessageContaining("403")
			.withMessageContaining("one of this partner's merchants")
			.satisfies((failure) -> {
				assertThat(failure.getError().getErrorCode()).isEqualTo("access_denied");
				assertThat(failure.getClientRegistrationId()).isEqualTo("partner");
			})
			.havingCause()
			.asInstanceOf(InstanceOfAssertFactories.type(DinteroAuthorizationException.class))
			.satisfies((cause) -> {
				assertThat(cause.getStatus()).isEqualTo(403);
				assertThat(cause.getAccountId()).isEqualTo("T99900001");
			});
		assertThat(manager.stored("T99900001")).isNull();
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isOne();
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isZero();
	}

	@Test
	void aPartnersTokenThatIsNotAcceptedIsRenewedOnce() {
		TestManager manager = this.kind.merchant(this.fixture);
		manager.token(MERCHANT);
		OAuth2AccessToken revoked = this.fixture.tokens().getToken("partner");
		this.dintero.revokeTokens("T11200000");
		OAuth2AccessToken token = manager.token(OTHER_MERCHANT);
		assertThat(this.fixture.settingsStatus(token, OTHER_MERCHANT)).isEqualTo(200);
		assertThat(this.fixture.tokens().getToken("partner")).isNotEqualTo(revoked);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.exchangeEndpoint().requests()).extracting(MockRequest::status)
			.containsExactly(200, 401, 200);
	}

	@Test
	void aClientIsRemovedWhoseRenewalIsNotAccepted() {
		TestManager manager = this.kind.exchange(this.fixture);
		OAuth2AccessToken token = manager.token(MERCHANT);
		manager.timeIs(token.getExpiresAt());
		this.dintero.exchangeEndpoint().failAlways(MockFault.status(401));
		assertThatExceptionOfType(ClientAuthorizationException.class).isThrownBy(() -> manager.authorize(MERCHANT))
			.satisfies((failure) -> assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token"))
			.withCauseInstanceOf(DinteroAuthorizationException.class);
		assertThat(manager.stored(MERCHANT)).isNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(3);
		this.dintero.exchangeEndpoint().recover();
		assertThat(manager.token(MERCHANT)).isNotEqualTo(token);
	}

	@Test
	void aPartnersTokenThatWasRenewedAMomentAgoIsNotRenewedAgain() {
		TestManager manager = this.kind.exchange(this.fixture);
		this.dintero.exchangeEndpoint().failAlways(MockFault.status(401));
		assertThatExceptionOfType(ClientAuthorizationException.class).isThrownBy(() -> manager.authorize(MERCHANT));
		assertThatExceptionOfType(ClientAuthorizationException.class)
			.isThrownBy(() -> manager.authorize(OTHER_MERCHANT));
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(3);
	}

	@Test
	void anExchangeTokenThatIsNotAcceptedIsNotThePartnersFault() {
		TestManager manager = this.kind.merchant(this.fixture);
		this.dintero.merchantTokenEndpoint().failNext(MockFault.status(401));
		assertThatExceptionOfType(ClientAuthorizationException.class).isThrownBy(() -> manager.authorize(MERCHANT))
			.satisfies((failure) -> assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token"));
		assertThat(this.dintero.requests()).hasSize(3);
		assertThat(manager.authorize(MERCHANT)).isNotNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
	}

	@Test
	void aPartnerWithoutATokenIsAFailureOfTheSameKind() {
		TestManager manager = this.kind.merchant(this.fixture);
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
		assertThatExceptionOfType(ClientAuthorizationException.class).isThrownBy(() -> manager.authorize(MERCHANT))
			.satisfies((failure) -> assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_client"))
			.withCauseInstanceOf(DinteroAuthorizationException.class);
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isZero();
	}

	@Test
	void anExchangeThatFailsForNowIsNotRepeated() {
		TestManager manager = this.kind.merchant(this.fixture);
		this.dintero.exchangeEndpoint().failNext(MockFault.rateLimited("7"));
		assertThatExceptionOfType(ClientAuthorizationException.class).isThrownBy(() -> manager.authorize(MERCHANT))
			.satisfies((failure) -> assertThat(failure.getError().getErrorCode()).isEqualTo("temporarily_unavailable"))
			.havingCause()
			.asInstanceOf(InstanceOfAssertFactories.type(DinteroAuthorizationException.class))
			.satisfies((cause) -> assertThat(cause.getRetryAfter()).isEqualTo(Duration.ofSeconds(7)));
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isOne();
		assertThat(manager.authorize(MERCHANT)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "T11200001/../x", "T112", "T1120000", "T112000011", "t11200001", " T11200001",
			"T11200001\n", "T11200001?x", "%5411200001", "T1120000\u0661", "jane" })
	void aPrincipalThatIsNoAccountFailsBeforeAnythingIsRequested(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.kind.merchant(this.fixture).authorize(name))
			.withMessageContaining("eight digits")
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain(name));
		assertThatIllegalArgumentException().isThrownBy(() -> this.kind.exchange(this.fixture).authorize(name));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aRegistrationThatIsNotDinterosIsLeftToOthers() {
		assertThat(this.kind
			.merchant(this.fixture,
					PartnerFixture.registration("keycloak", DinteroAuthorizationGrantTypes.MERCHANT_TOKEN))
			.authorize(MERCHANT)).isNull();
		assertThat(this.kind
			.exchange(this.fixture,
					PartnerFixture.registration("keycloak", DinteroAuthorizationGrantTypes.EXCHANGE_TOKEN))
			.authorize("jane")).isNull();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void anotherGrantIsLeftToOthers() {
		assertThat(this.kind.merchant(this.fixture, this.fixture.partner(DinteroAuthorizationGrantTypes.EXCHANGE_TOKEN))
			.authorize(MERCHANT)).isNull();
		assertThat(this.kind.exchange(this.fixture, this.fixture.partner(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN))
			.authorize(MERCHANT)).isNull();
		assertThat(this.kind
			.merchant(this.fixture, PartnerFixture.registration("partner", AuthorizationGrantType.CLIENT_CREDENTIALS))
			.authorize(MERCHANT)).isNull();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aRegistrationThatIsNotAPartnersFailsBeforeAnythingIsRequested() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.kind
				.merchant(this.fixture,
						PartnerFixture.registration("shop", DinteroAuthorizationGrantTypes.MERCHANT_TOKEN))
				.authorize(MERCHANT))
			.withMessageContaining("'shop'")
			.withMessageContaining("five zeros");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void whatFailsPrintsNoSecret() {
		TestManager manager = this.kind.merchant(this.fixture);
		String partnerToken = this.fixture.tokens().getToken("partner").getTokenValue();
		this.dintero.exchangeEndpoint()
			.failNext(MockFault.status(403, partnerToken, "not with " + partnerToken + " of " + MERCHANT));
		ClientAuthorizationException failure = catchThrowableOfType(ClientAuthorizationException.class,
				() -> manager.authorize(MERCHANT));
		assertThat(PartnerFixture.printed(failure)).contains(MERCHANT)
			.doesNotContain(partnerToken)
			.doesNotContain(PartnerFixture.SECRET);
		assertThat(failure.getError().toString()).doesNotContain(partnerToken);
	}

}
