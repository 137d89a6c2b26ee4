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

package com.dintero.auth.benchmarks.client;

import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

import com.dintero.auth.benchmarks.server.ServerAddress;

/**
 * Spring Security's manager for applications without a user, with what it takes to get a
 * token of Dintero's. Many keys are many principals: it knows no other way.
 */
public final class SpringSecurityClient implements TokenClient {

	private static final String REGISTRATION = "partner";

	private final ClientRegistrationRepository registrations;

	private final ClientCredentialsOAuth2AuthorizedClientProvider provider = new ClientCredentialsOAuth2AuthorizedClientProvider();

	private volatile OAuth2AuthorizedClientManager manager;

	/**
	 * Create a client.
	 * @param server where tokens come from
	 * @param clockSkew how long before its expiry a token is replaced, {@code null} for
	 * the framework's default
	 * @param clock the clock that tokens expire by
	 */
	public SpringSecurityClient(ServerAddress server, @Nullable Duration clockSkew, Clock clock) {
		this.registrations = new InMemoryClientRegistrationRepository(registration(server));
		this.provider.setAccessTokenResponseClient(responseClient(server));
		this.provider.setClock(clock);
		if (clockSkew != null) {
			this.provider.setClockSkew(clockSkew);
		}
		this.manager = emptyManager(this.registrations, this.provider);
	}

	private static OAuth2AuthorizedClientManager emptyManager(ClientRegistrationRepository registrations,
			OAuth2AuthorizedClientProvider provider) {
		AuthorizedClientServiceOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
				registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
		manager.setAuthorizedClientProvider(provider);
		return manager;
	}

	private static ClientRegistration registration(ServerAddress server) {
		return ClientRegistration.withRegistrationId(REGISTRATION)
			.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
			.clientId(ServerAddress.CLIENT_ID)
			.clientSecret(ServerAddress.CLIENT_SECRET)
			.tokenUri(server.tokenUrl())
			.build();
	}

	private static RestClientClientCredentialsTokenResponseClient responseClient(ServerAddress server) {
		JdkClientHttpRequestFactory requestFactory = new JdkClientHttpRequestFactory(TokenEndpoint.httpClient());
		requestFactory.setReadTimeout(TokenEndpoint.READ_TIMEOUT);
		RestClientClientCredentialsTokenResponseClient client = new RestClientClientCredentialsTokenResponseClient();
		client.setRestClient(RestClient.builder()
			.requestFactory(requestFactory)
			.configureMessageConverters((converters) -> converters.addCustomConverter(new JsonParametersConverter())
				.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
			.defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
			.build());
		client.setHeadersConverter(SpringSecurityClient::headers);
		client.addParametersConverter((request) -> JsonParametersConverter.parameter("audience", server.audience()));
		return client;
	}

	private static HttpHeaders headers(OAuth2ClientCredentialsGrantRequest request) {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.APPLICATION_JSON);
		headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
		headers.setBasicAuth(request.getClientRegistration().getClientId(),
				request.getClientRegistration().getClientSecret());
		return headers;
	}

	@Override
	public Object getToken() {
		return getToken(REGISTRATION);
	}

	@Override
	public Object getToken(String accountId) {
		OAuth2AuthorizedClient client = this.manager
			.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION).principal(accountId).build());
		if (client == null) {
			throw new IllegalStateException("The manager cannot get a token");
		}
		return client.getAccessToken();
	}

	@Override
	public String value(Object token) {
		return ((OAuth2AccessToken) token).getTokenValue();
	}

	// The framework's store cannot be emptied
	@Override
	public void forget() {
		this.manager = emptyManager(this.registrations, this.provider);
	}

}
