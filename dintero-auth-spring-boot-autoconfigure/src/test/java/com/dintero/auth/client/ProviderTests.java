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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What can be set on providers, and providers without a manager.
 */
class ProviderTests {

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	private final PartnerFixture fixture = new PartnerFixture();

	private final MockDintero dintero = this.fixture.dintero();

	private final OAuth2AuthorizationContext exchange = context(DinteroAuthorizationGrantTypes.EXCHANGE_TOKEN,
			PartnerFixture.MERCHANT);

	private final OAuth2AuthorizationContext merchant = context(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN,
			PartnerFixture.MERCHANT);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void thePartnersTokenCanComeFromAnywhere() {
		OAuth2AccessToken partnerToken = this.fixture.tokens().getToken("partner");
		var exchangeProvider = new ExchangeTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> partnerToken);
		var merchantProvider = new MerchantTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> partnerToken);
		assertThat(exchangeProvider.authorize(this.exchange)).isNotNull();
		assertThat(merchantProvider.authorize(this.merchant)).isNotNull();
		assertThat(this.dintero.exchangeEndpoint().requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.header("Authorization"))
				.isEqualTo("Bearer " + partnerToken.getTokenValue()));
	}

	@Test
	void thePartnersTokenCanComeFromAnywhereWithoutBlocking() {
		OAuth2AccessToken partnerToken = this.fixture.tokens().getToken("partner");
		var exchangeProvider = new ExchangeTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> Mono.just(partnerToken));
		var merchantProvider = new MerchantTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> Mono.just(partnerToken));
		assertThat(exchangeProvider.authorize(this.exchange).block(A_WHILE)).isNotNull();
		assertThat(merchantProvider.authorize(this.merchant).block(A_WHILE)).isNotNull();
		assertThat(this.dintero.exchangeEndpoint().requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.header("Authorization"))
				.isEqualTo("Bearer " + partnerToken.getTokenValue()));
	}

	@Test
	void aTokenFromElsewhereIsNotRenewed() {
		OAuth2AccessToken unknown = token("not-dinteros");
		var provider = new ExchangeTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> unknown);
		assertThatExceptionOfType(ClientAuthorizationException.class)
			.isThrownBy(() -> provider.authorize(this.exchange))
			.satisfies((failure) -> assertThat(PartnerFixture.printed(failure)).doesNotContain("not-dinteros"));
		var reactive = new ExchangeTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> Mono.just(unknown));
		assertThatExceptionOfType(ClientAuthorizationException.class)
			.isThrownBy(() -> reactive.authorize(this.exchange).block(A_WHILE))
			.satisfies((failure) -> assertThat(PartnerFixture.printed(failure)).doesNotContain("not-dinteros"));
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
	}

	@Test
	void aPartnersTokenThatCannotBeHadIsAFailureOfTheSameKind() {
		OAuth2AuthorizationException failure = new OAuth2AuthorizationException(new OAuth2Error("invalid_token"));
		var provider = new MerchantTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> {
					throw failure;
				});
		assertThatExceptionOfType(ClientAuthorizationException.class)
			.isThrownBy(() -> provider.authorize(this.merchant))
			.withCause(failure);
		var reactive = new MerchantTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> {
					throw failure;
				});
		assertThatExceptionOfType(ClientAuthorizationException.class)
			.isThrownBy(() -> reactive.authorize(this.merchant).block(A_WHILE))
			.withCause(failure);
	}

	@Test
	void withoutAPartnersTokenThereIsNothingToExchange() {
		assertThat(new MerchantTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(), this.fixture.client(),
				(context) -> null)
			.authorize(this.merchant)).isNull();
		assertThat(new MerchantTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> Mono.empty())
			.authorize(this.merchant)
			.blockOptional(A_WHILE)).isEmpty();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aPrincipalWithoutANameFailsBeforeAnythingIsRequested() {
		OAuth2AuthorizationContext nameless = context(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN, "");
		var provider = new MerchantTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), this.fixture.tokens());
		assertThatIllegalArgumentException().isThrownBy(() -> provider.authorize(nameless));
		var reactive = new MerchantTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), this.fixture.reactiveTokens());
		assertThatIllegalArgumentException().isThrownBy(() -> reactive.authorize(nameless).block(A_WHILE));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void theResponseClientsCanBeReplaced() {
		var provider = new MerchantTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> token("step-1"));
		provider.setExchangeTokenResponseClient(
				(request) -> response(request.getPartnerToken().getTokenValue() + ",step-2"));
		provider.setAccessTokenResponseClient((request) -> response(
				request.getExchangeToken().getTokenValue() + ",step-3 of " + request.getAccountId()));
		assertThat(provider.authorize(this.merchant)).isNotNull()
			.satisfies((authorizedClient) -> assertThat(authorizedClient.getAccessToken().getTokenValue())
				.isEqualTo("step-1,step-2,step-3 of T11200001"));
		var exchangeProvider = new ExchangeTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> token("step-1"));
		exchangeProvider.setAccessTokenResponseClient((request) -> response("step-2"));
		assertThat(exchangeProvider.authorize(this.exchange)).isNotNull();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void theReactiveResponseClientsCanBeReplaced() {
		var provider = new MerchantTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> Mono.just(token("step-1")));
		provider.setExchangeTokenResponseClient(
				(request) -> Mono.just(response(request.getPartnerToken().getTokenValue() + ",step-2")));
		provider.setAccessTokenResponseClient((request) -> Mono
			.just(response(request.getExchangeToken().getTokenValue() + ",step-3 of " + request.getAccountId())));
		assertThat(provider.authorize(this.merchant).block(A_WHILE)).isNotNull()
			.satisfies((authorizedClient) -> assertThat(authorizedClient.getAccessToken().getTokenValue())
				.isEqualTo("step-1,step-2,step-3 of T11200001"));
		var exchangeProvider = new ExchangeTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), (context) -> Mono.just(token("step-1")));
		exchangeProvider.setAccessTokenResponseClient((request) -> Mono.just(response("step-2")));
		assertThat(exchangeProvider.authorize(this.exchange).block(A_WHILE)).isNotNull();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void nothingIsRequestedBeforeSomebodySubscribes() {
		var provider = new MerchantTokenReactiveOAuth2AuthorizedClientProvider(this.fixture.registrations(),
				this.fixture.client(), this.fixture.reactiveTokens());
		Mono<OAuth2AuthorizedClient> authorizedClient = provider.authorize(this.merchant);
		assertThat(this.fixture.client().requestCount()).isZero();
		assertThat(authorizedClient.block(A_WHILE)).isNotNull();
		assertThat(this.fixture.client().requestCount()).isEqualTo(3);
	}

	@Test
	void providersOfBothGrantsCanBeCombined() {
		var provider = new DelegatingOAuth2AuthorizedClientProvider(List.of(
				new ExchangeTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(), this.fixture.client(),
						this.fixture.tokens()),
				new MerchantTokenOAuth2AuthorizedClientProvider(this.fixture.registrations(), this.fixture.client(),
						this.fixture.tokens())));
		assertThat(provider.authorize(this.exchange)).isNotNull();
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isZero();
		assertThat(provider.authorize(this.merchant)).isNotNull();
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isOne();
	}

	private OAuth2AuthorizationContext context(AuthorizationGrantType grantType, String principalName) {
		return OAuth2AuthorizationContext.withClientRegistration(this.fixture.partner(grantType))
			.principal(new TestingAuthenticationToken(principalName, null))
			.build();
	}

	private static OAuth2AccessToken token(String value) {
		return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, Instant.EPOCH,
				Instant.EPOCH.plusSeconds(60));
	}

	private static OAuth2AccessTokenResponse response(String value) {
		return OAuth2AccessTokenResponse.withToken(value)
			.tokenType(OAuth2AccessToken.TokenType.BEARER)
			.expiresIn(60)
			.build();
	}

}
