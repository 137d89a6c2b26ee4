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

package com.dintero.auth.login.form;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.TestingAuthenticationProvider;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.jackson.SecurityJacksonModules;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.InMemoryReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.internal.user.UserFixture;
import com.dintero.auth.oauth2.DinteroClientRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * User names and passwords that Dintero is asked about, by a manager of the
 * application's.
 */
@ParameterizedClass
@ValueSource(booleans = { false, true })
class DinteroPasswordAuthenticationTests {

	@AutoClose
	private final UserFixture users = new UserFixture();

	private final MockDintero dintero = this.users.dintero();

	private final DinteroRegistration registration = TestPasswordLogins.of(this.users.registrations().get("dintero"));

	private final ClientRegistration clientRegistration = DinteroClientRegistrations.of(this.registration,
			DinteroClientRegistrations.PASSWORD);

	private final InMemoryOAuth2AuthorizedClientService clients = new InMemoryOAuth2AuthorizedClientService(
			new InMemoryClientRegistrationRepository(this.clientRegistration));

	private final InMemoryReactiveOAuth2AuthorizedClientService reactiveClients = new InMemoryReactiveOAuth2AuthorizedClientService(
			new InMemoryReactiveClientRegistrationRepository(this.clientRegistration));

	private final DinteroPasswordAuthenticationProvider provider = new DinteroPasswordAuthenticationProvider(
			this.registration, this.users.clients().get("dintero"), this.clients);

	private final DinteroPasswordReactiveAuthenticationManager manager = new DinteroPasswordReactiveAuthenticationManager(
			this.registration, this.users.reactiveClients().get("dintero"), this.reactiveClients);

	private final boolean reactive;

	DinteroPasswordAuthenticationTests(boolean reactive) {
		this.reactive = reactive;
	}

	private Authentication authenticate(String username, String password) {
		Authentication authentication = UsernamePasswordAuthenticationToken.unauthenticated(username, password);
		return Objects
			.requireNonNull((this.reactive) ? this.manager.authenticate(authentication).block(Duration.ofSeconds(30))
					: this.provider.authenticate(authentication));
	}

	private OAuth2AuthorizedClient client(String username) {
		return Objects.requireNonNull((this.reactive)
				? this.reactiveClients.loadAuthorizedClient("dintero", username).block(Duration.ofSeconds(30))
				: this.clients.loadAuthorizedClient("dintero", username));
	}

	@Test
	void theUserHasTheAuthoritiesOfTheConfigurationAndNoPassword() {
		Authentication user = authenticate("ada", UserFixture.ADAS_PASSWORD);
		assertThat(user.isAuthenticated()).isTrue();
		assertThat(user.getName()).isEqualTo("ada");
		assertThat(user.getPrincipal()).isInstanceOf(UserDetails.class);
		assertThat(user.getCredentials()).isNull();
		assertThat(user.getAuthorities()).map(GrantedAuthority::getAuthority)
			.containsExactlyInAnyOrder("ROLE_STAFF", "FACTOR_PASSWORD");
	}

	@Test
	void theTokenIsKeptAsAnAuthorizedClient() {
		authenticate("ada", UserFixture.ADAS_PASSWORD);
		OAuth2AuthorizedClient client = client("ada");
		assertThat(client.getAccessToken().getTokenValue()).isNotEmpty();
		assertThat(Objects.requireNonNull(client.getRefreshToken()).getTokenValue()).isNotEmpty();
		assertThat(client.getClientRegistration().getAuthorizationGrantType())
			.isEqualTo(DinteroClientRegistrations.PASSWORD);
	}

	@Test
	void theRequestIsDinteros() {
		authenticate("ada", UserFixture.ADAS_PASSWORD);
		MockRequest request = this.dintero.userTokenEndpoint().requests().get(0);
		assertThat(request.header("Authorization")).startsWith("Bearer ");
		assertThat(request.status()).isEqualTo(200);
	}

	@Test
	void aWrongPasswordIsNoSignIn() {
		assertThat(catchThrowable(() -> authenticate("ada", "s3cr3t-guess")))
			.isInstanceOf(BadCredentialsException.class)
			.hasMessageNotContaining("s3cr3t-guess");
	}

	@ParameterizedTest
	@CsvSource({ "'',a", "' ',a", "ada,''", "ada,' '" })
	void dinteroIsNotAskedAboutNothing(String username, String password) {
		assertThat(catchThrowable(() -> authenticate(username, password))).isInstanceOf(BadCredentialsException.class);
		assertThat(this.dintero.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 429, 500, 503 })
	void whatSaysNothingOfTheUserIsNoWrongPassword(int status) {
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(status));
		assertThat(catchThrowable(() -> authenticate("ada", UserFixture.ADAS_PASSWORD)))
			.isInstanceOf(DinteroAuthenticationServiceException.class);
	}

	@Test
	void aSecondFactorIsSaidSoAndNobodyElseIsAsked() {
		AuthenticationException failure = catchThrowableOfType(AuthenticationException.class,
				() -> authenticate("bea", UserFixture.BEAS_PASSWORD));
		assertThat(failure).isInstanceOfSatisfying(SecondFactorRequiredException.class,
				(required) -> assertThat(required.getRequired().getMfaToken()).isNotEmpty());
		ProviderManager all = new ProviderManager(List.of(this.provider, new TestingAuthenticationProvider()));
		assertThat(catchThrowable(() -> all
			.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("bea", UserFixture.BEAS_PASSWORD))))
			.isInstanceOf(SecondFactorRequiredException.class);
	}

	@Test
	void whatASessionMayKeepOfAFailureHasNoSecret() throws Exception {
		SecondFactorRequiredException failure = Objects.requireNonNull(catchThrowableOfType(
				SecondFactorRequiredException.class, () -> authenticate("bea", UserFixture.BEAS_PASSWORD)));
		ByteArrayOutputStream serialized = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
			out.writeObject(failure);
		}
		assertThat(serialized.toString(StandardCharsets.ISO_8859_1)).contains("SecondFactorRequiredException")
			.doesNotContain(failure.getRequired().getMfaToken())
			.doesNotContain(UserFixture.BEAS_PASSWORD);
	}

	@Test
	void aStoreOfJsonCanReadThatDinteroWasNotAsked() {
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(503));
		JsonMapper mapper = JsonMapper.builder()
			.addModules(SecurityJacksonModules.getModules(getClass().getClassLoader(),
					BasicPolymorphicTypeValidator.builder()
						.allowIfSubType(DinteroAuthenticationServiceException.class)))
			.addMixIn(DinteroAuthenticationServiceException.class, FailureMixin.class)
			.build();
		String json = mapper.writeValueAsString(catchThrowable(() -> authenticate("ada", UserFixture.ADAS_PASSWORD)));
		assertThat(mapper.readValue(json, Object.class)).isInstanceOfSatisfying(
				DinteroAuthenticationServiceException.class,
				(read) -> assertThat(read).hasMessage("Dintero did not check the user name and the password"));
	}

	@Test
	void otherAuthenticationsAreLeftToOthers() {
		assertThat(this.provider.supports(TestingAuthenticationToken.class)).isFalse();
		assertThat(this.manager.authenticate(new TestingAuthenticationToken("ada", "x")).blockOptional()).isEmpty();
		assertThat(this.dintero.requests()).isEmpty();
	}

	/**
	 * As Spring Security's own for {@link BadCredentialsException}.
	 */
	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	@JsonIgnoreProperties({ "cause", "stackTrace", "authenticationRequest" })
	private abstract static class FailureMixin {

		@JsonCreator
		@SuppressWarnings("UnusedVariable") // Jackson calls the constructor that has
											// these parameters
		FailureMixin(@JsonProperty("message") String message, @JsonProperty("cause") Throwable cause) {
		}

	}

}
