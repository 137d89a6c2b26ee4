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

package com.dintero.auth.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The numbers of the configuration reach those who go by them.
 */
@Timeout(120)
class TokenSettingsTests {

	private static final Duration PATIENT = Duration.ofSeconds(30);

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	private final MockDintero dintero = this.partner.dintero();

	@Test
	void sixteenRequestsAreUnderWayAtATimeUnlessAnApplicationSaysOtherwise() {
		this.partner.application().run((context) -> assertMerchantsAtATime(context, 15));
	}

	@Test
	void anApplicationMayAllowFewerRequestsAtATime() {
		this.partner.application()
			.withPropertyValues("dintero.auth.http.max-requests=2")
			.run((context) -> assertMerchantsAtATime(context, 1));
	}

	// One place is kept for the partner's own token
	private void assertMerchantsAtATime(AssertableApplicationContext context, int expected) throws Exception {
		context.getBean(DinteroTokens.class).getToken("platform");
		List<CompletableFuture<OAuth2AccessToken>> tokens = new ArrayList<>();
		try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
			for (int i = 1; i <= 40; i++) {
				String merchant = "T112%05d".formatted(i);
				this.dintero.register(MockMerchant.of("T11200000", merchant));
				tokens.add(context.getBean(ReactiveDinteroTokens.class).getToken("platform", merchant).toFuture());
			}
			hold.awaitRequests(expected, PATIENT);
			assertThat(context.getBean(TokenEndpointClient.class).requestsUnderWay("platform")).isEqualTo(expected);
		}
		for (CompletableFuture<OAuth2AccessToken> token : tokens) {
			assertThat(token.get(30, TimeUnit.SECONDS)).isNotNull();
		}
		assertThat(this.dintero.peakTokenRequests()).isEqualTo(expected);
	}

	@Test
	void theDeadlineEndsAllWaiting() {
		this.dintero.tokenEndpoint().failAlways(MockFault.hang());
		this.partner.application().withPropertyValues("dintero.auth.retry.deadline=300ms").run((context) -> {
			assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(() -> own(context))
				.withMessageContaining("300 ms");
			this.dintero.reset();
		});
	}

	@Test
	void aTokenIsHandedOutUntilTheMarginOfTheApplication() {
		Duration margin = Duration.ofSeconds(50);
		assertIsHandedOutAfter(Duration.ofMinutes(20).minus(margin).minusMillis(1), true);
		assertIsHandedOutAfter(Duration.ofMinutes(20).minus(margin), false);
	}

	private void assertIsHandedOutAfter(Duration age, boolean handedOut) {
		this.dintero.tokenLifetime(Duration.ofMinutes(20));
		this.partner.application().withPropertyValues("dintero.auth.token.expiry-margin=50s").run((context) -> {
			OAuth2AccessToken token = own(context);
			this.partner.clock().move(age);
			assertThat(own(context).equals(token)).isEqualTo(handedOut);
		});
	}

	@Test
	void theMerchantTokenIsLeftOutWhereTheApplicationSaysSo() {
		this.partner.application()
			.withPropertyValues("dintero.auth.registration.platform.exchange.merchant-token=false")
			.run((context) -> {
				context.getBean(DinteroTokens.class).getToken("platform", "T11200001");
				assertThat(this.dintero.exchangeEndpoint().requestCount()).isOne();
				assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isZero();
			});
	}

	@Test
	void theAudienceOfTheMerchantTokenIsThatOfTheApplication() {
		this.partner.application()
			.withPropertyValues("dintero.auth.registration.platform.exchange.audience="
					+ "https://api.dintero.com/v1/accounts/T11200001")
			.run((context) -> {
				context.getBean(DinteroTokens.class).getToken("platform", "T11200001");
				assertThat(this.dintero.merchantTokenEndpoint().requests()).singleElement()
					.satisfies((request) -> assertThat(request.body())
						.contains("\"https://api.dintero.com/v1/accounts/T11200001\""));
			});
	}

	private static OAuth2AccessToken own(AssertableApplicationContext context) {
		return context.getBean(DinteroTokens.class).getToken("platform");
	}

}
