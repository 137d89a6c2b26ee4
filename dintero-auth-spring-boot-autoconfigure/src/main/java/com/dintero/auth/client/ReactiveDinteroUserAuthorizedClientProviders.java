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

import org.springframework.security.oauth2.client.DelegatingReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * Give authorized clients the tokens of users whom Dintero itself knows: the reactive
 * twin of {@link DinteroUserAuthorizedClientProviders}, by the same rules.
 *
 * @see DinteroUserAttributes
 */
public final class ReactiveDinteroUserAuthorizedClientProviders {

	private ReactiveDinteroUserAuthorizedClientProviders() {
	}

	/**
	 * Create one provider of all there are for users: those of the grants, and last the
	 * one that refreshes. It stands last itself where there are others.
	 * @param registrations the registrations that it answers for
	 * @param users the clients to send requests with
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 * @see DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider
	 */
	public static ReactiveOAuth2AuthorizedClientProvider all(DinteroRegistrations registrations,
			ReactiveDinteroUserClients users, Clock clock) {
		ReactiveOAuth2AuthorizedClientProvider chain = new DelegatingReactiveOAuth2AuthorizedClientProvider(
				mfaOob(registrations, ReactiveDinteroUserTokenResponseClients.mfaOob(users), clock),
				password(registrations, ReactiveDinteroUserTokenResponseClients.password(users), clock),
				passwordlessCode(registrations, ReactiveDinteroUserTokenResponseClients.passwordlessCode(users), clock),
				accountUserToken(registrations, ReactiveDinteroUserTokenResponseClients.accountUserToken(users), clock),
				new DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider(registrations,
						new ReactiveDinteroRefreshTokenTokenResponseClient(users, clock), clock));
		// As the only bean of its kind, a chain would be taken for all there is
		return (context) -> chain.authorize(context);
	}

	/**
	 * Create a provider for users who have a password.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with, such as
	 * {@link ReactiveDinteroUserTokenResponseClients#password}
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 */
	public static ReactiveOAuth2AuthorizedClientProvider password(DinteroRegistrations registrations,
			ReactiveOAuth2AccessTokenResponseClient<PasswordGrantRequest> client, Clock clock) {
		return new ReactiveGrantRequestProvider<>(new UserGrants(registrations, clock)::password, client);
	}

	/**
	 * Create a provider for users who have been sent a code.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with, such as
	 * {@link ReactiveDinteroUserTokenResponseClients#passwordlessCode}
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 */
	public static ReactiveOAuth2AuthorizedClientProvider passwordlessCode(DinteroRegistrations registrations,
			ReactiveOAuth2AccessTokenResponseClient<PasswordlessCodeGrantRequest> client, Clock clock) {
		return new ReactiveGrantRequestProvider<>(new UserGrants(registrations, clock)::passwordlessCode, client);
	}

	/**
	 * Create a provider for users who are signed in elsewhere.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with, such as
	 * {@link ReactiveDinteroUserTokenResponseClients#accountUserToken}
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 */
	public static ReactiveOAuth2AuthorizedClientProvider accountUserToken(DinteroRegistrations registrations,
			ReactiveOAuth2AccessTokenResponseClient<AccountUserTokenGrantRequest> client, Clock clock) {
		return new ReactiveGrantRequestProvider<>(new UserGrants(registrations, clock)::accountUserToken, client);
	}

	/**
	 * Create a provider for users who have answered a challenge. It completes any of the
	 * other grants, so it answers for client registrations of all of them.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with, such as
	 * {@link ReactiveDinteroUserTokenResponseClients#mfaOob}
	 * @param clock the clock that access tokens expire by
	 * @return the provider
	 */
	public static ReactiveOAuth2AuthorizedClientProvider mfaOob(DinteroRegistrations registrations,
			ReactiveOAuth2AccessTokenResponseClient<MfaOobGrantRequest> client, Clock clock) {
		return new ReactiveGrantRequestProvider<>(new UserGrants(registrations, clock)::mfaOob, client);
	}

}
