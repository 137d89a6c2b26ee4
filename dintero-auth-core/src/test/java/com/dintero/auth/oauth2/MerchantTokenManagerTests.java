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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
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
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Merchants' tokens through Spring Security's own managers.
 */
@ParameterizedClass
@EnumSource(MerchantManagerKind.class)
class MerchantTokenManagerTests {

	private static final String MERCHANT = PartnerFixture.MERCHANT;

	private static final String OTHER_MERCHANT = PartnerFixture.OTHER_MERCHANT;

	private static final int CALLERS = 50;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * Past the time of renewal, jitter included, and before the token expires.
	 */
	private static final Duration A_RENEWAL_AWAY = Duration.ofMinutes(210);

	private static final String PARTNER_AUDIENCE = "https://api.dintero.com/v1/accounts/T11200000";

	private final PartnerFixture fixture = new PartnerFixture();

	private final MockDintero dintero = this.fixture.dintero();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	@Parameter
	private MerchantManagerKind kind;

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void aMerchantsTokenTakesThreeSteps() {
		OAuth2AuthorizedClient authorizedClient = this.kind.of(this.fixture).authorize(MERCHANT);
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
	void theManagerKeepsAMerchantsToken() {
		TestManager manager = this.kind.of(this.fixture);
		OAuth2AccessToken token = manager.token(MERCHANT);
		assertThat(manager.token(MERCHANT)).isEqualTo(token);
		assertThat(manager.stored(MERCHANT)).isNotNull()
			.satisfies((stored) -> assertThat(stored.getAccessToken()).isEqualTo(token));
		assertThat(this.dintero.requests()).hasSize(3);
	}

	@Test
	void aManagerAndTheApplicationShareOneToken() {
		OAuth2AccessToken token = this.fixture.tokens().getToken("partner", MERCHANT);
		assertThat(this.kind.of(this.fixture).token(MERCHANT)).isEqualTo(token);
		assertThat(this.dintero.requests()).hasSize(3);
	}

	@Test
	void fiftyCallersShareTheRequestsOfOne() throws Exception {
		TestManager manager = this.kind.of(this.fixture);
		List<Future<OAuth2AccessToken>> calls = new ArrayList<>();
		try (MockHold hold = this.dintero.merchantTokenEndpoint().hold()) {
			for (int i = 0; i < CALLERS; i++) {
				calls.add(this.executor.submit(() -> manager.token(MERCHANT)));
			}
			hold.awaitRequests(1, PATIENCE);
		}
		Set<String> tokens = new HashSet<>();
		for (Future<OAuth2AccessToken> call : calls) {
			tokens.add(call.get(30, TimeUnit.SECONDS).getTokenValue());
		}
		assertThat(tokens).hasSize(1);
		assertThat(this.dintero.requests()).hasSize(3);
	}

	@Test
	void aTokenIsRenewedAheadAndTheManagerStoresTheNewOne() {
		TestManager manager = this.kind.of(this.fixture);
		OAuth2AccessToken token = manager.token(MERCHANT);
		this.fixture.clock().jump(A_RENEWAL_AWAY);
		try (MockHold hold = this.dintero.merchantTokenEndpoint().hold()) {
			assertThat(manager.token(MERCHANT)).isEqualTo(token);
			hold.awaitRequests(1, PATIENCE);
		}
		Awaitility.await().atMost(PATIENCE).until(() -> !manager.token(MERCHANT).equals(token));
		assertThat(manager.stored(MERCHANT)).isNotNull()
			.satisfies((stored) -> assertThat(stored.getAccessToken()).isEqualTo(manager.token(MERCHANT)));
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aTokenThatWasForgottenIsRequestedAnew() {
		TestManager manager = this.kind.of(this.fixture);
		OAuth2AccessToken token = manager.token(MERCHANT);
		this.fixture.tokens().invalidate("partner", MERCHANT);
		OAuth2AccessToken next = manager.token(MERCHANT);
		assertThat(next).isNotEqualTo(token);
		assertThat(manager.stored(MERCHANT)).isNotNull()
			.satisfies((stored) -> assertThat(stored.getAccessToken()).isEqualTo(next));
	}

	@Test
	void anExchangeThatFailsForNowIsTriedAgain() {
		this.dintero.exchangeEndpoint().failNext(MockFault.status(503));
		assertThat(this.kind.of(this.fixture).authorize(MERCHANT)).isNotNull();
		assertThat(this.dintero.exchangeEndpoint().requests()).extracting(MockRequest::status)
			.containsExactly(503, 200);
	}

	@Test
	void aRejectionRemovesTheAuthorizedClient() {
		TestManager manager = this.kind.of(this.fixture);
		manager.token(MERCHANT);
		this.fixture.tokens().invalidate("partner", MERCHANT);
		this.dintero.merchantTokenEndpoint().failAlways(MockFault.status(401));
		assertThatExceptionOfType(ClientAuthorizationException.class).isThrownBy(() -> manager.authorize(MERCHANT))
			.satisfies((failure) -> assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token"))
			.withCauseInstanceOf(DinteroAuthorizationException.class);
		assertThat(manager.stored(MERCHANT)).isNull();
	}

	@Test
	void merchantsShareThePartnersToken() {
		TestManager manager = this.kind.of(this.fixture);
		OAuth2AccessToken token = manager.token(MERCHANT);
		OAuth2AccessToken other = manager.token(OTHER_MERCHANT);
		assertThat(other).isNotEqualTo(token);
		assertThat(this.fixture.settingsStatus(other, OTHER_MERCHANT)).isEqualTo(200);
		assertThat(this.fixture.settingsStatus(other, MERCHANT)).isEqualTo(403);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aMerchantDoesNotGetTheTokenOfAnother() {
		TestManager manager = this.kind.of(this.fixture);
		OAuth2AuthorizedClient authorizedClient = manager.authorize(MERCHANT);
		OAuth2AuthorizedClient other = manager
			.authorize(OAuth2AuthorizeRequest.withAuthorizedClient(authorizedClient).principal(OTHER_MERCHANT).build());
		assertThat(other).isNotNull();
		assertThat(other.getPrincipalName()).isEqualTo(OTHER_MERCHANT);
		assertThat(this.fixture.settingsStatus(other.getAccessToken(), OTHER_MERCHANT)).isEqualTo(200);
	}

	@Test
	void anAccountThatIsNotThePartnersIsDenied() {
		TestManager manager = this.kind.of(this.fixture);
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
		TestManager manager = this.kind.of(this.fixture);
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
	void aPartnerWithoutATokenIsAFailureOfTheSameKind() {
		TestManager manager = this.kind.of(this.fixture);
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
		assertThatExceptionOfType(ClientAuthorizationException.class).isThrownBy(() -> manager.authorize(MERCHANT))
			.satisfies((failure) -> assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_client"))
			.withCauseInstanceOf(DinteroAuthorizationException.class);
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "T11200001/../x", "T112", "T1120000", "T112000011", "t11200001", " T11200001",
			"T11200001\n", "T11200001?x", "%5411200001", "T1120000\u0661", "jane" })
	void aPrincipalThatIsNoAccountFailsBeforeAnythingIsRequested(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.kind.of(this.fixture).authorize(name))
			.withMessageContaining("eight digits")
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain(name));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aRegistrationThatIsNotDinterosIsLeftToOthers() {
		assertThat(this.kind
			.of(this.fixture, PartnerFixture.registration("keycloak", DinteroClientRegistrations.MERCHANT_TOKEN))
			.authorize(MERCHANT)).isNull();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void anotherGrantIsLeftToOthers() {
		assertThat(this.kind
			.of(this.fixture, PartnerFixture.registration("partner", AuthorizationGrantType.CLIENT_CREDENTIALS))
			.authorize(MERCHANT)).isNull();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aRegistrationThatIsNotAPartnersFailsBeforeAnythingIsRequested() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.kind
				.of(this.fixture, LoginFixture.dinteroRegistration("shop", DinteroClientRegistrations.MERCHANT_TOKEN))
				.authorize(MERCHANT))
			.withMessageContaining("'shop'")
			.withMessageContaining("five zeros");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void whatFailsPrintsNoSecret() {
		TestManager manager = this.kind.of(this.fixture);
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
