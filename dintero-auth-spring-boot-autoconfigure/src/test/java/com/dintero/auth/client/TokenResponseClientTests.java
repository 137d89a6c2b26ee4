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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The token response clients without a provider.
 */
class TokenResponseClientTests {

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	// Room for one exchange: one place is kept for registrations' own tokens
	private final PartnerFixture fixture = new PartnerFixture(2);

	private final MockDintero dintero = this.fixture.dintero();

	private final DinteroExchangeTokenResponseClient exchangeClient = new DinteroExchangeTokenResponseClient(
			this.fixture.registrations(), this.fixture.client());

	private final DinteroMerchantTokenResponseClient merchantClient = new DinteroMerchantTokenResponseClient(
			this.fixture.registrations(), this.fixture.client());

	private final ReactiveDinteroExchangeTokenResponseClient reactiveExchangeClient = new ReactiveDinteroExchangeTokenResponseClient(
			this.fixture.registrations(), this.fixture.client());

	private final ReactiveDinteroMerchantTokenResponseClient reactiveMerchantClient = new ReactiveDinteroMerchantTokenResponseClient(
			this.fixture.registrations(), this.fixture.client());

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void aMerchantsTokenIsHadInTwoRequests() {
		OAuth2AccessTokenResponse exchanged = this.exchangeClient.getTokenResponse(exchange());
		OAuth2AccessTokenResponse response = this.merchantClient.getTokenResponse(merchant(exchanged));
		assertTokenOfTheMerchant(exchanged, response);
	}

	@Test
	void aMerchantsTokenIsHadInTwoRequestsWithoutBlocking() {
		OAuth2AccessTokenResponse exchanged = this.reactiveExchangeClient.getTokenResponse(exchange()).block(A_WHILE);
		OAuth2AccessTokenResponse response = this.reactiveMerchantClient.getTokenResponse(merchant(exchanged))
			.block(A_WHILE);
		assertTokenOfTheMerchant(exchanged, response);
	}

	private void assertTokenOfTheMerchant(OAuth2AccessTokenResponse exchanged, OAuth2AccessTokenResponse response) {
		OAuth2AccessToken token = response.getAccessToken();
		assertThat(this.fixture.settingsStatus(token, PartnerFixture.MERCHANT)).isEqualTo(200);
		assertThat(token.getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
		assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofHours(24));
		assertThat(response.getRefreshToken()).isNull();
		assertThat(this.dintero.exchangeEndpoint().requests()).singleElement()
			.satisfies((request) -> assertThat(request.body()).isEqualTo("{\"account_id\":\"T11200001\"}"));
		assertThat(this.dintero.merchantTokenEndpoint().requests()).singleElement()
			.satisfies((request) -> assertThat(request.path()).isEqualTo("/v1/accounts/T11200001/auth/token"))
			.satisfies((request) -> assertThat(request.header("Authorization"))
				.isEqualTo("Bearer " + exchanged.getAccessToken().getTokenValue()));
	}

	@Test
	void aRegistrationThatIsNotDinterosIsAMistake() {
		ExchangeTokenGrantRequest request = new ExchangeTokenGrantRequest(registration("keycloak"), token("any"),
				PartnerFixture.MERCHANT);
		assertThatIllegalArgumentException().isThrownBy(() -> this.exchangeClient.getTokenResponse(request))
			.withMessageContaining("'keycloak'")
			.withMessageContaining("[partner, shop]");
		Mono<OAuth2AccessTokenResponse> response = this.reactiveExchangeClient.getTokenResponse(request);
		assertThatIllegalArgumentException().isThrownBy(() -> response.block(A_WHILE));
	}

	@Test
	void aRegistrationThatIsNotAPartnersIsAMistake() {
		MerchantTokenGrantRequest request = new MerchantTokenGrantRequest(registration("shop"), token("any"),
				PartnerFixture.MERCHANT);
		assertThatIllegalArgumentException().isThrownBy(() -> this.merchantClient.getTokenResponse(request))
			.withMessageContaining("'shop'")
			.withMessageContaining("'T12345678'");
		Mono<OAuth2AccessTokenResponse> response = this.reactiveMerchantClient.getTokenResponse(request);
		assertThatIllegalArgumentException().isThrownBy(() -> response.block(A_WHILE));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aFailureIsTheCallersOwn() {
		this.dintero.exchangeEndpoint().failNext(2, MockFault.rateLimited("3"));
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> this.exchangeClient.getTokenResponse(exchange()))
			.withCauseInstanceOf(DinteroAuthorizationException.class)
			.satisfies(this::assertRateLimited)
			.satisfies((failure) -> assertThat(failure.getStackTrace())
				.anySatisfy((frame) -> assertThat(frame.getClassName()).isEqualTo(getClass().getName())));
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> this.reactiveExchangeClient.getTokenResponse(exchange()).block(A_WHILE))
			.withCauseInstanceOf(DinteroAuthorizationException.class)
			.satisfies(this::assertRateLimited);
	}

	private void assertRateLimited(DinteroAuthorizationException failure) {
		assertThat(failure.getError().getErrorCode()).isEqualTo("temporarily_unavailable");
		assertThat(failure.getRegistrationId()).isEqualTo("partner");
		assertThat(failure.getAccountId()).isEqualTo(PartnerFixture.MERCHANT);
		assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void aTokenThatCannotBeSentIsNotPrinted() {
		OAuth2Token token = token("not-a\r\nHeader: value");
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> this.exchangeClient.getTokenResponse(
					new ExchangeTokenGrantRequest(registration("partner"), token, PartnerFixture.MERCHANT)))
			.satisfies((failure) -> assertThat(PartnerFixture.printed(failure)).doesNotContain("not-a")
				.doesNotContain("Header: value"));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void anInterruptedCallerGivesUp() throws Exception {
		ExchangeTokenGrantRequest request = exchange();
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				this.exchangeClient.getTokenResponse(request);
				interrupted.complete(false);
			}
			catch (CancellationException ex) {
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
			catch (RuntimeException ex) {
				interrupted.completeExceptionally(ex);
			}
		});
		caller.start();
		awaitExchanges(1);
		caller.interrupt();
		assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<OAuth2AccessTokenResponse> next = this.reactiveExchangeClient.getTokenResponse(request)
			.toFuture();
		awaitExchanges(2);
		hold.release();
		assertThat(next.get(30, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void requestsWaitForTheirTurn() throws Exception {
		ExchangeTokenGrantRequest request = exchange();
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		List<CompletableFuture<OAuth2AccessTokenResponse>> responses = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			responses.add(this.reactiveExchangeClient.getTokenResponse(request).toFuture());
		}
		awaitExchanges(1);
		Disposable givenUp = this.reactiveExchangeClient.getTokenResponse(request).subscribe();
		givenUp.dispose();
		hold.release();
		for (CompletableFuture<OAuth2AccessTokenResponse> response : responses) {
			assertThat(response.get(30, TimeUnit.SECONDS)).isNotNull();
		}
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(3);
		assertThat(this.dintero.peakTokenRequests()).isOne();
	}

	@Test
	void whoeverCancelsMakesRoomForTheNext() throws Exception {
		ExchangeTokenGrantRequest request = exchange();
		MockHold hold = this.dintero.exchangeEndpoint().hold();
		Disposable givenUp = this.reactiveExchangeClient.getTokenResponse(request).subscribe();
		awaitExchanges(1);
		CompletableFuture<OAuth2AccessTokenResponse> next = this.reactiveExchangeClient.getTokenResponse(request)
			.toFuture();
		givenUp.dispose();
		awaitExchanges(2);
		hold.release();
		assertThat(next.get(30, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void whatFailsBecauseOfACancelIsNotLogged() throws Exception {
		ExchangeTokenGrantRequest request = exchange();
		List<Throwable> dropped = new CopyOnWriteArrayList<>();
		Hooks.onErrorDropped(dropped::add);
		try {
			MockHold hold = this.dintero.exchangeEndpoint().hold();
			Disposable sent = this.reactiveExchangeClient.getTokenResponse(request).subscribe();
			Disposable waiting = this.reactiveExchangeClient.getTokenResponse(request).subscribe();
			awaitExchanges(1);
			waiting.dispose();
			sent.dispose();
			hold.release();
			// There is room for it after the others have failed
			this.reactiveExchangeClient.getTokenResponse(request).block(A_WHILE);
			assertThat(dropped).isEmpty();
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
	}

	@Test
	void eachSubscriberHasARequestAndAThreadOfReactor() throws Exception {
		Mono<OAuth2AccessTokenResponse> response = this.reactiveExchangeClient.getTokenResponse(exchange());
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isZero();
		BlockingQueue<String> threads = new LinkedBlockingQueue<>();
		response.subscribe((token) -> threads.add(Thread.currentThread().getName()));
		assertThat(threads.poll(30, TimeUnit.SECONDS)).startsWith("parallel-");
		response.block(A_WHILE);
		assertThat(this.dintero.exchangeEndpoint().requests()).extracting(MockRequest::status)
			.containsExactly(200, 200);
	}

	private void awaitExchanges(int count) {
		Awaitility.await().atMost(A_WHILE).until(() -> this.dintero.exchangeEndpoint().requestCount() == count);
	}

	private ExchangeTokenGrantRequest exchange() {
		return new ExchangeTokenGrantRequest(registration("partner"), this.fixture.tokens().getToken("partner"),
				PartnerFixture.MERCHANT);
	}

	private static MerchantTokenGrantRequest merchant(OAuth2AccessTokenResponse exchanged) {
		return new MerchantTokenGrantRequest(registration("partner"), exchanged.getAccessToken(),
				PartnerFixture.MERCHANT);
	}

	private static ClientRegistration registration(String registrationId) {
		return PartnerFixture.registration(registrationId, DinteroAuthorizationGrantTypes.EXCHANGE_TOKEN);
	}

	private static OAuth2AccessToken token(String value) {
		return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, Instant.EPOCH,
				Instant.EPOCH.plusSeconds(60));
	}

}
