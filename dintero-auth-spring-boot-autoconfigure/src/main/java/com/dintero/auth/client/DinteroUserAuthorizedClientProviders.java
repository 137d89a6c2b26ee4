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

import java.time.Clock;

import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.user.DinteroUserClients;

/**
 * Give authorized clients the tokens of users whom Dintero itself knows. What a user
 * signs in with is an attribute of the {@code OAuth2AuthorizeRequest}:
 * {@link DinteroUserAttributes}.
 * <p>
 * A provider answers for Dintero's client registrations of its grant type if there is no
 * token or an expired one: it is taken for expired 60 seconds before its end, or a tenth
 * of its lifetime if that is less. It leaves everything else to others, and so it does
 * without the attribute. So a manager is no place to check a password: while there is a
 * token it looks at none, as Spring Security's managers do.
 * <p>
 * A failure is a
 * {@link org.springframework.security.oauth2.client.ClientAuthorizationException} caused
 * by a {@link com.dintero.auth.DinteroAuthorizationException}: where Dintero wants a
 * second factor a {@link com.dintero.auth.DinteroMfaRequiredException}. It has the same
 * error, but {@code access_denied} for {@code invalid_grant} of a sign-in: managers would
 * remove the authorized client that there may be.
 *
 * @see ReactiveDinteroUserAuthorizedClientProviders
 * @see com.dintero.auth.DinteroAuthorizationGrantTypes
 */
public final class DinteroUserAuthorizedClientProviders {

	private DinteroUserAuthorizedClientProviders() {
	}

	/**
	 * Create one provider of all there are for users: those of the grants, and last the
	 * one that refreshes. It stands last itself where there are others.
	 * @param registrations the registrations that it answers for
	 * @param users the clients to send requests with
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 * @see DinteroRefreshTokenOAuth2AuthorizedClientProvider
	 */
	public static OAuth2AuthorizedClientProvider all(DinteroRegistrations registrations, DinteroUserClients users,
			Clock clock) {
		OAuth2AuthorizedClientProvider chain = new DelegatingOAuth2AuthorizedClientProvider(
				mfaOob(registrations, DinteroUserTokenResponseClients.mfaOob(users), clock),
				password(registrations, DinteroUserTokenResponseClients.password(users), clock),
				passwordlessCode(registrations, DinteroUserTokenResponseClients.passwordlessCode(users), clock),
				accountUserToken(registrations, DinteroUserTokenResponseClients.accountUserToken(users), clock),
				new DinteroRefreshTokenOAuth2AuthorizedClientProvider(registrations,
						new DinteroRefreshTokenTokenResponseClient(users, clock), clock));
		// As the only bean of its kind, a chain would be taken for all there is
		return (context) -> chain.authorize(context);
	}

	/**
	 * Create a provider for users who have a password.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with, such as
	 * {@link DinteroUserTokenResponseClients#password}
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 */
	public static OAuth2AuthorizedClientProvider password(DinteroRegistrations registrations,
			OAuth2AccessTokenResponseClient<PasswordGrantRequest> client, Clock clock) {
		return new GrantRequestProvider<>(new UserGrants(registrations, clock)::password, client);
	}

	/**
	 * Create a provider for users who have been sent a code.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with, such as
	 * {@link DinteroUserTokenResponseClients#passwordlessCode}
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 */
	public static OAuth2AuthorizedClientProvider passwordlessCode(DinteroRegistrations registrations,
			OAuth2AccessTokenResponseClient<PasswordlessCodeGrantRequest> client, Clock clock) {
		return new GrantRequestProvider<>(new UserGrants(registrations, clock)::passwordlessCode, client);
	}

	/**
	 * Create a provider for users who are signed in elsewhere.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with, such as
	 * {@link DinteroUserTokenResponseClients#accountUserToken}
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 */
	public static OAuth2AuthorizedClientProvider accountUserToken(DinteroRegistrations registrations,
			OAuth2AccessTokenResponseClient<AccountUserTokenGrantRequest> client, Clock clock) {
		return new GrantRequestProvider<>(new UserGrants(registrations, clock)::accountUserToken, client);
	}

	/**
	 * Create a provider for users who have answered a challenge. It completes any of the
	 * other grants, so it answers for client registrations of all of them.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with, such as
	 * {@link DinteroUserTokenResponseClients#mfaOob}
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 */
	public static OAuth2AuthorizedClientProvider mfaOob(DinteroRegistrations registrations,
			OAuth2AccessTokenResponseClient<MfaOobGrantRequest> client, Clock clock) {
		return new GrantRequestProvider<>(new UserGrants(registrations, clock)::mfaOob, client);
	}

}
