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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.MutableClock;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.token.DefaultDinteroTokens;
import com.dintero.auth.internal.token.DefaultReactiveDinteroTokens;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;

/**
 * A partner with two merchants, and a shop that is no partner: Dintero, and what the
 * application has as beans.
 */
final class PartnerFixture implements AutoCloseable {

	static final String MERCHANT = "T11200001";

	static final String OTHER_MERCHANT = "T11200002";

	static final String SECRET = "the-secret-of-the-partner";

	private static final HttpClient RESOURCE_CLIENT = HttpClient.newHttpClient();

	private final MutableClock clock = new MutableClock();

	private final MockDintero dintero;

	private final DinteroRegistrations registrations;

	private final DinteroTokens tokens;

	private final ReactiveDinteroTokens reactiveTokens;

	PartnerFixture() {
		MockDinteroClient partner = MockDinteroClient.of("T11200000", "partner-client", SECRET);
		MockDinteroClient shop = MockDinteroClient.of("T12345678", "shop-client", "the-secret-of-the-shop");
		this.dintero = MockDintero.builder()
			.clock(this.clock)
			.client(partner)
			.client(shop)
			.merchant(MockMerchant.of("T11200000", MERCHANT))
			.merchant(MockMerchant.of("T11200000", OTHER_MERCHANT))
			.start();
		this.registrations = new DinteroRegistrations(List.of(TestRegistrations.of("partner", this.dintero, partner),
				TestRegistrations.of("shop", this.dintero, shop)));
		TokenEndpointClient client = new TokenEndpointClient(TestTransports.inRealTime(), Duration.ofSeconds(30),
				Duration.ofSeconds(30), 16, this.clock);
		TokenCache cache = new TokenCache(this.registrations, client, (registrationId) -> null, Duration.ofMinutes(1),
				this.clock, null);
		this.tokens = new DefaultDinteroTokens(cache);
		this.reactiveTokens = new DefaultReactiveDinteroTokens(cache);
	}

	MockDintero dintero() {
		return this.dintero;
	}

	DinteroRegistrations registrations() {
		return this.registrations;
	}

	MutableClock clock() {
		return this.clock;
	}

	DinteroTokens tokens() {
		return this.tokens;
	}

	ReactiveDinteroTokens reactiveTokens() {
		return this.reactiveTokens;
	}

	ClientRegistration partner(AuthorizationGrantType grantType) {
		return DinteroClientRegistrations.of(this.registrations.get("partner"), grantType);
	}

	static ClientRegistration registration(String registrationId, AuthorizationGrantType grantType) {
		return ClientRegistration.withRegistrationId(registrationId)
			.clientId("client")
			.authorizationGrantType(grantType)
			.tokenUri("https://id.example.com/token")
			.build();
	}

	int settingsStatus(OAuth2AccessToken token, String accountId) {
		URI uri = URI.create(this.dintero.baseUrl() + "/accounts/" + accountId + "/management/settings");
		try {
			return RESOURCE_CLIENT
				.send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token.getTokenValue()).build(),
						BodyHandlers.discarding())
				.statusCode();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String printed(Throwable failure) {
		StringWriter printed = new StringWriter();
		failure.printStackTrace(new PrintWriter(printed, true));
		return printed.toString();
	}

	@Override
	public void close() {
		this.dintero.close();
	}

}
