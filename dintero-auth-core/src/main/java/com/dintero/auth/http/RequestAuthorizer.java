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
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.ClientAttributes;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.ApiKeyRegistration;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.http.Origin;

/**
 * Decides whether a request carries a token or an API key, and whose. The request
 * factories and the filter ask it, so that both go by the same rules.
 */
final class RequestAuthorizer {

	private static final String MARK = RequestAuthorizer.class.getName() + ".MARK";

	private final DinteroRegistrations registrations;

	private final AllowedOrigins allowedOrigins;

	RequestAuthorizer(DinteroRegistrations registrations, AllowedOrigins allowedOrigins) {
		this.registrations = registrations;
		this.allowedOrigins = allowedOrigins;
	}

	boolean allows(URI uri) {
		return this.allowedOrigins.contains(uri);
	}

	// A request that is marked fails if it is sent to an origin that is not allowed
	static void mark(Map<String, Object> attributes) {
		attributes.put(MARK, true);
	}

	// Whether a request has a credential of its own, and gets no other
	static boolean isAuthorized(HttpHeaders headers) {
		return headers.containsHeader(HttpHeaders.AUTHORIZATION) || headers.containsHeader(ApiKeyCredential.HEADER);
	}

	/**
	 * Return whose token or API key the given request carries.
	 * @param uri where the request goes
	 * @param headers the request's headers
	 * @param attributes the request's attributes
	 * @return the credential, or {@code null} if the request is left alone; an open one
	 * is to be completed by {@link #complete}
	 * @throws IllegalArgumentException if the request names a registration that does not
	 * exist, names one or an account and goes where no token may go, names another
	 * account than an API key's own, or names a partner's own account and does not ask
	 * for the partner's own token
	 * @throws IllegalStateException if the request names none, and there is no default,
	 * or if it is marked and goes where no token may go
	 */
	@Nullable RequestCredential select(URI uri, HttpHeaders headers, Map<String, Object> attributes) {
		Object registrationId = attributes.get(DinteroRequestAttributes.REGISTRATION);
		Object accountId = attributes.get(DinteroRequestAttributes.ACCOUNT);
		boolean own = Boolean.TRUE.equals(attributes.get(DinteroRequestAttributes.OWN));
		boolean named = registrationId != null || accountId != null || own;
		boolean allowed = allows(uri);
		if (!allowed && named) {
			throw notAllowed(uri, registrationId);
		}
		if ((!allowed && !attributes.containsKey(MARK)) || isAuthorized(headers)
				|| (!named && isForAnothersToken(attributes))) {
			return null;
		}
		requireAllowed(uri);
		String account = (accountId != null) ? accountId.toString() : null;
		return select((registrationId != null) ? registrationId.toString() : this.registrations.getDefaultId(), account,
				own);
	}

	void requireAllowed(URI uri) {
		if (!allows(uri)) {
			throw new IllegalStateException(("A request to Dintero was changed and goes to %s, where Dintero's tokens "
					+ "and API keys may not go. Remove what changes its URI, or add the origin to "
					+ "'dintero.auth.attach.origins' if it is Dintero's. Allowed are: %s")
				.formatted(Origin.of(uri), this.allowedOrigins));
		}
	}

	// A request that Spring Security's own filters and interceptors are told to give a
	// token of a user's, or of somebody else's, must not go out with this one
	private boolean isForAnothersToken(Map<String, Object> attributes) {
		String registrationId = (attributes
			.get(OAuth2AuthorizedClient.class.getName()) instanceof OAuth2AuthorizedClient authorizedClient)
					? authorizedClient.getClientRegistration().getRegistrationId()
					: ClientAttributes.resolveClientRegistrationId(attributes);
		return registrationId != null
				&& !(this.registrations.contains(registrationId) && this.registrations.get(registrationId)
					.grantType()
					.equals(AuthorizationGrantType.CLIENT_CREDENTIALS));
	}

	/**
	 * Complete an open credential.
	 * @param open the credential
	 * @param accountId the account that a resolver named, or {@code null} if it named
	 * none
	 * @return the credential, not open any more
	 * @throws IllegalArgumentException if that is another account than an API key's own,
	 * or the partner's own
	 * @throws IllegalStateException if it named none of a partner's merchants
	 */
	RequestCredential complete(RequestCredential open, @Nullable String accountId) {
		if (accountId == null && open instanceof TokenCredential) {
			throw new IllegalStateException(("The account resolver names no merchant for a request of Dintero "
					+ "registration '%s'. Have it name one or throw, name one with "
					+ "DinteroRequestAttributes.account(…), or ask for the partner's own token with "
					+ "DinteroRequestAttributes.own()")
				.formatted(open.registrationId()));
		}
		// An API key for which no other account was named is that of its own
		return select(open.registrationId(), accountId, accountId == null);
	}

	private RequestCredential select(String registrationId, @Nullable String accountId, boolean own) {
		ApiKeyRegistration apiKey = this.registrations.findApiKey(registrationId);
		return (apiKey != null) ? select(apiKey, accountId, own)
				: select(this.registrations.get(registrationId), accountId, own);
	}

	private static TokenCredential select(DinteroRegistration registration, @Nullable String accountId, boolean own) {
		boolean partner = registration.accountId().isPartner();
		boolean namesOwn = registration.accountId().value().equals(accountId);
		if (own && accountId != null && !namesOwn) {
			throw new IllegalArgumentException(
					"A request asks for the own token of Dintero registration '%s' and names another account"
						.formatted(registration.registrationId()));
		}
		// An id may come from somebody who is not to be trusted, and the partner's own
		// token is the strongest
		if (namesOwn && partner && !own) {
			throw new IllegalArgumentException(
					("A request names the own account of Dintero registration '%s', a partner's, in place of a "
							+ "merchant's. Ask for the partner's own token with DinteroRequestAttributes.own()")
						.formatted(registration.registrationId()));
		}
		return new TokenCredential(registration.registrationId(), (namesOwn) ? null : accountId,
				partner && accountId == null && !own);
	}

	// Nobody gets an API key for another account, and with its own one Dintero would do
	// something to the wrong account
	private static ApiKeyCredential select(ApiKeyRegistration registration, @Nullable String accountId, boolean own) {
		if (accountId != null && !registration.accountId().value().equals(accountId)) {
			throw new IllegalArgumentException(
					("A request of Dintero registration '%s', which has an API key, is for another account "
							+ "than '%s', to which the key belongs")
						.formatted(registration.registrationId(), registration.accountId()));
		}
		return new ApiKeyCredential(registration, accountId == null && !own);
	}

	// An account may come from somebody who is not to be trusted, and is not repeated
	private IllegalArgumentException notAllowed(URI uri, @Nullable Object registrationId) {
		String named = (registrationId != null) ? "the Dintero registration '%s'".formatted(registrationId)
				: "a Dintero account";
		return new IllegalArgumentException(
				("A request to %s names %s, but Dintero's tokens and API keys may not go there. "
						+ "Add the origin to 'dintero.auth.attach.origins' if it is Dintero's. Allowed are: %s")
					.formatted(Origin.of(uri), named, this.allowedOrigins));
	}

}
