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

package com.dintero.auth.http;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.ClientAttributes;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.ApiKeyRegistration;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.http.Origin;
import com.dintero.auth.oauth2.DinteroClientRegistrations;
import com.dintero.auth.test.MockDinteroClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RequestAuthorizerTests {

	private static final URI DINTERO = URI.create("https://api.dintero.com/v1/accounts/T11200001/management/settings");

	private static final URI STRANGER = URI.create("https://example.com/a?code=hidden");

	private final RequestAuthorizer authorizer = authorizer(registration("shop", "T12345678"));

	private final ApiKeyRegistration apiKey = TestRegistrations.apiKey("checkout", "T12345678", false);

	private final RequestAuthorizer partnerAttachment = authorizer(registration("platform", "T11200000"));

	@Test
	void aRequestThatNamesNothingCarriesTheDefaultRegistrationsOwnToken() {
		assertThat(select(this.authorizer, DINTERO)).isEqualTo(new TokenCredential("shop", null, false));
	}

	@Test
	void whereThatIsAPartnersAResolverMayNameTheAccount() {
		RequestCredential credential = select(this.partnerAttachment, DINTERO);
		assertThat(credential).isEqualTo(new TokenCredential("platform", null, true));
		assertThat(this.partnerAttachment.complete(credential, "T11200001"))
			.isEqualTo(new TokenCredential("platform", "T11200001", false));
		assertThatIllegalStateException().isThrownBy(() -> this.partnerAttachment.complete(credential, null))
			.withMessageContainingAll("'platform'", "DinteroRequestAttributes.own()");
		assertThatIllegalArgumentException().isThrownBy(() -> this.partnerAttachment.complete(credential, "T11200000"))
			.withMessageContainingAll("'platform'", "DinteroRequestAttributes.own()");
	}

	@Test
	void aPartnersOwnTokenIsGivenToARequestThatAsksForIt() {
		assertThat(select(this.partnerAttachment, DINTERO, DinteroRequestAttributes.own()))
			.isEqualTo(new TokenCredential("platform", null, false));
		assertThat(select(this.partnerAttachment, DINTERO, DinteroRequestAttributes.own(),
				DinteroRequestAttributes.account("T11200000")))
			.isEqualTo(new TokenCredential("platform", null, false));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> select(this.partnerAttachment, DINTERO, DinteroRequestAttributes.own(),
					DinteroRequestAttributes.account("T11200001")))
			.withMessageNotContaining("T11200001");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> select(this.partnerAttachment, STRANGER, DinteroRequestAttributes.own()));
	}

	@Test
	void aPartnersOwnAccountIsNoMerchants() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> select(this.partnerAttachment, DINTERO, DinteroRequestAttributes.account("T11200000")))
			.withMessageContainingAll("'platform'", "DinteroRequestAttributes.own()");
	}

	@Test
	void aRequestThatWasMeantForDinteroFailsAtAnotherOrigin() {
		HttpHeaders own = new HttpHeaders();
		own.setBasicAuth("own", "own");
		assertThatIllegalStateException().isThrownBy(() -> select(this.authorizer, STRANGER, RequestAuthorizer::mark))
			.withMessageContainingAll("https://example.com:443", "dintero.auth.attach.origins")
			.withMessageNotContaining("hidden");
		Map<String, Object> marked = new HashMap<>();
		RequestAuthorizer.mark(marked);
		assertThat(this.authorizer.select(STRANGER, own, marked)).isNull();
	}

	@Test
	void anAccountThatTheRequestNamesIsFinal() {
		assertThat(select(this.partnerAttachment, DINTERO, DinteroRequestAttributes.account("T11200001")))
			.isEqualTo(new TokenCredential("platform", "T11200001", false));
	}

	@ParameterizedTest
	@CsvSource({ "T12345678", "T112" })
	void theAccountOfTheRegistrationIsItsOwnToken(String accountId) {
		assertThat(select(authorizer(registration("any", accountId)), DINTERO,
				DinteroRequestAttributes.account(accountId)))
			.isEqualTo(new TokenCredential("any", null, false));
	}

	@Test
	void aRequestNamesRegistrationAndAccount() {
		RequestAuthorizer authorizer = authorizer(registration("shop", "T12345678"),
				registration("platform", "T11200000"));
		assertThat(select(authorizer, DINTERO, DinteroRequestAttributes.registration("platform"),
				DinteroRequestAttributes.account("T11200001")))
			.isEqualTo(new TokenCredential("platform", "T11200001", false));
		assertThatIllegalStateException()
			.isThrownBy(() -> select(authorizer, DINTERO, DinteroRequestAttributes.account("T11200001")))
			.withMessageContaining("[shop, platform]");
	}

	@Test
	void aRequestWithAnAuthorizationHeaderIsLeftAlone() {
		HttpHeaders headers = new HttpHeaders();
		headers.setBasicAuth("own", "own");
		assertThat(this.partnerAttachment.select(DINTERO, headers, Map.of())).isNull();
		assertThat(
				this.partnerAttachment.select(DINTERO, headers, Map.of(DinteroRequestAttributes.ACCOUNT, "T11200001")))
			.isNull();
	}

	@Test
	void aRequestForTheTokenOfAUserIsLeftAlone() {
		DinteroRegistration users = registration("staff", "T12345678", DinteroClientRegistrations.PASSWORD);
		RequestAuthorizer authorizer = authorizer(registration("shop", "T12345678"), users);
		OAuth2AuthorizedClient user = new OAuth2AuthorizedClient(
				DinteroClientRegistrations.of(users, users.grantType()), "kari",
				new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "karis-token", null, null));
		assertThat(select(authorizer, DINTERO, ClientAttributes.clientRegistrationId("staff"))).isNull();
		assertThat(select(authorizer, DINTERO, ClientAttributes.clientRegistrationId("google"))).isNull();
		assertThat(select(authorizer, DINTERO,
				(attributes) -> attributes.put(OAuth2AuthorizedClient.class.getName(), user)))
			.isNull();
		assertThat(select(authorizer, DINTERO, DinteroRequestAttributes.registration("shop"),
				ClientAttributes.clientRegistrationId("staff")))
			.isEqualTo(new TokenCredential("shop", null, false));
	}

	@Test
	void aRequestForTheRegistrationsOwnTokenCarriesItWhoeverIsAsked() {
		assertThat(select(this.authorizer, DINTERO, ClientAttributes.clientRegistrationId("shop")))
			.isEqualTo(new TokenCredential("shop", null, false));
	}

	@Test
	void aRequestToAnotherOriginIsLeftAlone() {
		assertThat(select(this.partnerAttachment, STRANGER)).isNull();
	}

	@Test
	void aRequestToAnotherOriginThatNamesAnAccountFailsAndTheAccountIsNotRepeated() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> select(this.partnerAttachment, STRANGER, DinteroRequestAttributes.account("T11200001")))
			.withMessageContaining("https://example.com:443")
			.withMessageContaining("account")
			.withMessageContaining("dintero.auth.attach.origins")
			.withMessageNotContaining("T11200001")
			.withMessageNotContaining("hidden");
	}

	@Test
	void aRequestToAnotherOriginThatNamesARegistrationFails() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> select(this.partnerAttachment, STRANGER, DinteroRequestAttributes.account("T11200001"),
					DinteroRequestAttributes.registration("platform")))
			.withMessageContaining("'platform'");
	}

	@Test
	void aRequestWithAnApiKeyOfItsOwnIsLeftAlone() {
		HttpHeaders headers = new HttpHeaders();
		headers.set("X-API-Key", "own");
		assertThat(this.authorizer.select(DINTERO, headers, Map.of())).isNull();
		assertThat(authorizer(this.apiKey).select(DINTERO, headers, Map.of())).isNull();
	}

	@Test
	void aRequestOfARegistrationWithAnApiKeyCarriesThat() {
		HttpHeaders headers = new HttpHeaders();
		RequestCredential credential = select(authorizer(this.apiKey), DINTERO);
		assertThat(credential).isEqualTo(new ApiKeyCredential(this.apiKey, true));
		((ApiKeyCredential) credential).addTo(headers);
		assertThat(headers.toSingleValueMap()).containsExactly(Map.entry("x-api-key", "my-api-key"));
	}

	@Test
	void aRequestNamesATokenOrAnApiKey() {
		RequestAuthorizer both = authorizer(this.apiKey, registration("shop", "T12345678"));
		assertThat(select(both, DINTERO, DinteroRequestAttributes.registration("checkout")))
			.isEqualTo(new ApiKeyCredential(this.apiKey, true));
		assertThat(select(both, DINTERO, DinteroRequestAttributes.registration("shop")))
			.isEqualTo(new TokenCredential("shop", null, false));
		assertThatIllegalStateException().isThrownBy(() -> select(both, DINTERO))
			.withMessageContaining("[shop, checkout]");
	}

	@Test
	void anApiKeyIsForItsOwnAccount() {
		RequestAuthorizer keys = authorizer(this.apiKey);
		assertThat(select(keys, DINTERO, DinteroRequestAttributes.account("T12345678")))
			.isEqualTo(new ApiKeyCredential(this.apiKey, false));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> select(keys, DINTERO, DinteroRequestAttributes.account("T11200001")))
			.withMessageContainingAll("'checkout'", "'T12345678'", "API key")
			.withMessageNotContaining("T11200001")
			.withMessageNotContaining("my-api-key");
	}

	@Test
	void aResolverMaySayThatARequestIsNotForTheAccountOfTheApiKey() {
		RequestAuthorizer keys = authorizer(this.apiKey);
		RequestCredential open = new ApiKeyCredential(this.apiKey, true);
		assertThat(keys.complete(open, null)).isEqualTo(new ApiKeyCredential(this.apiKey, false));
		assertThat(keys.complete(open, "T12345678")).isEqualTo(new ApiKeyCredential(this.apiKey, false));
		assertThatIllegalArgumentException().isThrownBy(() -> keys.complete(open, "T11200001"))
			.withMessageContaining("'checkout'");
	}

	@Test
	void anApiKeyGoesToNoOtherOrigin() {
		assertThat(select(authorizer(this.apiKey), STRANGER)).isNull();
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> select(authorizer(this.apiKey), STRANGER, DinteroRequestAttributes.registration("checkout")))
			.withMessageContainingAll("'checkout'", "https://example.com:443")
			.withMessageNotContaining("my-api-key");
	}

	@Test
	void aSelectionDoesNotPrintTheApiKey() {
		assertThat(new ApiKeyCredential(this.apiKey, true).toString()).contains("checkout")
			.doesNotContain("my-api-key");
	}

	@SafeVarargs
	private static @Nullable RequestCredential select(RequestAuthorizer authorizer, URI uri,
			Consumer<Map<String, Object>>... attributes) {
		Map<String, Object> all = new HashMap<>();
		for (Consumer<Map<String, Object>> attribute : attributes) {
			attribute.accept(all);
		}
		return authorizer.select(uri, new HttpHeaders(), all);
	}

	private static RequestAuthorizer authorizer(DinteroRegistration... registrations) {
		return authorizer(new DinteroRegistrations(List.of(registrations)));
	}

	private static RequestAuthorizer authorizer(ApiKeyRegistration apiKey, DinteroRegistration... registrations) {
		return authorizer(new DinteroRegistrations(List.of(registrations), List.of(apiKey)));
	}

	private static RequestAuthorizer authorizer(DinteroRegistrations registrations) {
		return new RequestAuthorizer(registrations,
				new AllowedOrigins(List.of(Objects.requireNonNull(Origin.of(DINTERO)))));
	}

	private static DinteroRegistration registration(String registrationId, String accountId,
			AuthorizationGrantType grantType) {
		DinteroRegistration registration = registration(registrationId, accountId);
		return new DinteroRegistration(registration.registrationId(), registration.baseUrl(), registration.accountId(),
				registration.clientId(), registration.clientSecret(), registration.audience(), registration.primary(),
				registration.exchange(), grantType, null, null);
	}

	private static DinteroRegistration registration(String registrationId, String accountId) {
		return TestRegistrations.of(registrationId, "https://api.dintero.com/v1",
				MockDinteroClient.of(accountId, "my-client", "my-secret"));
	}

}
