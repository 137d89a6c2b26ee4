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

package com.dintero.auth.internal.store;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.AccountId;
import com.dintero.auth.ClientSecret;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

class StoreKeysTests {

	private static final AccountId MERCHANT = new AccountId("T11200001");

	private static final DinteroRegistration PARTNER = registration("platform");

	@Test
	void twoApplicationsWithTheSameClientShare() {
		DinteroRegistration other = registration("another-name");
		assertThat(keys(other).token(MERCHANT)).isEqualTo(keys(PARTNER).token(MERCHANT));
		assertThat(keys(other).token(null)).isEqualTo(keys(PARTNER).token(null));
	}

	@Test
	void aPrefixKeepsThemApart() {
		assertThat(new StoreKeys("a:", PARTNER).token(MERCHANT)).startsWith("a:")
			.isNotEqualTo(new StoreKeys("b:", PARTNER).token(MERCHANT));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void anythingThatSelectsTheTokenChangesTheKey(Function<DinteroRegistration, DinteroRegistration> change) {
		DinteroRegistration changed = change.apply(PARTNER);
		assertThat(keys(changed).token(MERCHANT)).isNotEqualTo(keys(PARTNER).token(MERCHANT));
	}

	static List<Function<DinteroRegistration, DinteroRegistration>> changes() {
		return List.of((registration) -> registration.withClientSecret(ClientSecret.of("another-secret")),
				(registration) -> with(registration, "https://test.dintero.com/v1", "T11200000",
						registration.clientId(), registration.audience(), registration.exchange()),
				(registration) -> with(registration, registration.baseUrl().toString(), "T11300000",
						registration.clientId(), registration.audience(), registration.exchange()),
				(registration) -> with(registration, registration.baseUrl().toString(), "T11200000", "another-client",
						registration.audience(), registration.exchange()),
				(registration) -> with(registration, registration.baseUrl().toString(), "T11200000",
						registration.clientId(), "another-audience", registration.exchange()),
				(registration) -> with(registration, registration.baseUrl().toString(), "T11200000",
						registration.clientId(), registration.audience(), new Exchange(false, "")),
				(registration) -> with(registration, registration.baseUrl().toString(), "T11200000",
						registration.clientId(), registration.audience(), new Exchange(true, "another-audience")));
	}

	@Test
	void eachMerchantHasAKeyOfItsOwn() {
		assertThat(List.of(keys(PARTNER).token(null), keys(PARTNER).token(MERCHANT),
				keys(PARTNER).token(new AccountId("T11200002")), keys(PARTNER).rest(true), keys(PARTNER).rest(false),
				keys(PARTNER).refresh("T11200001"), keys(PARTNER).signIn("T11200001"),
				keys(PARTNER).secondFactors("T11200001")))
			.doesNotHaveDuplicates();
	}

	@Test
	void revealsNothing() {
		String printed = keys(PARTNER).token(MERCHANT) + keys(PARTNER).fingerprint("the-token")
				+ keys(PARTNER).refresh("the-refresh-token") + keys(PARTNER).signIn("the-id")
				+ keys(PARTNER).secondFactors("the-user");
		assertThat(printed).doesNotContain("T112", "the-", PARTNER.clientId(), PARTNER.clientSecret().reveal());
	}

	@Test
	void aRefreshIsTheSameAfterTheClientSecretHasChanged() {
		DinteroRegistration changed = PARTNER.withClientSecret(ClientSecret.of("another-secret"));
		assertThat(keys(changed).refresh("refresh-token")).isEqualTo(keys(PARTNER).refresh("refresh-token"));
	}

	private static StoreKeys keys(DinteroRegistration registration) {
		return new StoreKeys("dintero-auth:", registration);
	}

	private static DinteroRegistration registration(String registrationId) {
		return new DinteroRegistration(registrationId, URI.create("https://api.dintero.com/v1"),
				new AccountId("T11200000"), "my-client", ClientSecret.of("my-secret"), "my-audience", false,
				new Exchange(true, "my-audience"), AuthorizationGrantType.CLIENT_CREDENTIALS, null, null);
	}

	private static DinteroRegistration with(DinteroRegistration registration, String baseUrl, String account,
			String clientId, String audience, Exchange exchange) {
		return new DinteroRegistration(registration.registrationId(), URI.create(baseUrl), new AccountId(account),
				clientId, registration.clientSecret(), audience, registration.primary(), exchange,
				registration.grantType(), null, null);
	}

}
