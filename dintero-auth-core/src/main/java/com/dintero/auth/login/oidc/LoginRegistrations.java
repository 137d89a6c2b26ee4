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

package com.dintero.auth.login.oidc;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.IdentityProviderMetadata;
import com.dintero.auth.internal.endpoint.IdentityProviderMetadataClient;
import com.dintero.auth.internal.endpoint.QueryParameters;
import com.dintero.auth.internal.endpoint.WarningLimiter;
import com.dintero.auth.oauth2.DinteroClientRegistrations;

/**
 * Converts Dintero's registrations to Spring Security's client registrations for sign-in.
 * A sign-in discovers the identity provider, and concurrent sign-ins share one discovery.
 * Successful results are kept, and failures are not.
 */
public final class LoginRegistrations {

	private static final Log logger = LogFactory.getLog(LoginRegistrations.class);

	/**
	 * Errors that a user can cause.
	 * @see <a href=
	 * "https://openid.net/specs/openid-connect-core-1_0.html#AuthError">OpenID Connect
	 * Core 1.0, section 3.1.2.6</a>
	 */
	private static final Set<String> ERRORS_OF_USERS = Set.of(OAuth2ErrorCodes.ACCESS_DENIED, "login_required",
			"interaction_required", "account_selection_required", "consent_required");

	/**
	 * Errors with a warning of their own. All other codes share one warning per minute,
	 * because a visitor can send any code and would flood the log.
	 */
	private static final Set<String> ERRORS = Set.of(OAuth2ErrorCodes.INVALID_REQUEST,
			OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, OAuth2ErrorCodes.UNSUPPORTED_RESPONSE_TYPE,
			OAuth2ErrorCodes.INVALID_SCOPE, OAuth2ErrorCodes.SERVER_ERROR, OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE);

	private static final Pattern ERROR = Pattern.compile("[\\w.-]{1,50}");

	private static final Pattern PKCE = Pattern.compile("code[ _]challenge|pkce|proof key", Pattern.CASE_INSENSITIVE);

	private final DinteroRegistrations registrations;

	private final IdentityProviderMetadataClient client;

	private final WarningLimiter limiter;

	private final ConcurrentMap<String, CompletableFuture<IdentityProviderMetadata>> discoveries = new ConcurrentHashMap<>();

	/**
	 * Creates the registrations.
	 * @param registrations the registrations of Dintero
	 * @param client the client that discovers identity providers
	 * @param clock the clock that limits warnings
	 */
	public LoginRegistrations(DinteroRegistrations registrations, IdentityProviderMetadataClient client, Clock clock) {
		this.registrations = registrations;
		this.client = client;
		this.limiter = new WarningLimiter(clock);
	}

	/**
	 * Returns whether users sign in with the given registration.
	 * @param registrationId the id
	 * @return {@code true} if it is one of these registrations
	 */
	public boolean contains(String registrationId) {
		return this.registrations.contains(registrationId);
	}

	/**
	 * Returns all client registrations for a list, in the order of their configuration.
	 * It discovers nothing. Before discovery, the authorization URI is the issuer.
	 */
	List<ClientRegistration> all() {
		return this.registrations.all().stream().map((registration) -> {
			Login login = registration.login();
			return (login != null) ? DinteroClientRegistrations.ofLogin(registration, login, listedUri(login))
					: ofClient(registration);
		}).toList();
	}

	/**
	 * Returns a client registration for a sign-in, or fails with an
	 * {@link IdentityProviderUnavailableException}.
	 */
	CompletableFuture<ClientRegistration> find(String registrationId) {
		DinteroRegistration registration = this.registrations.get(registrationId);
		Login login = registration.login();
		if (login == null) {
			return CompletableFuture.completedFuture(ofClient(registration));
		}
		URI authorizationUri = login.authorizationUri();
		return ((authorizationUri != null) ? CompletableFuture.completedFuture(authorizationUri)
				: discover(registration, login).thenApply(IdentityProviderMetadata::authorizationEndpoint))
			.thenApply((uri) -> DinteroClientRegistrations.ofLogin(registration, login, uri));
	}

	/**
	 * Logs the error of a redirect from an identity provider. The log does not contain
	 * the description, which may name the user.
	 * @param registrationId the registration of the sign-in. Others than Dintero's are
	 * ignored
	 * @param error the error
	 */
	public void logError(String registrationId, OAuth2Error error) {
		Login login = login(registrationId);
		if (login == null) {
			return;
		}
		String code = error.getErrorCode();
		String message = "A sign-in with Dintero registration '%s' failed: the identity provider responded with %s"
			.formatted(registrationId, (ERROR.matcher(code).matches()) ? "'" + code + "'" : "an unknown error");
		if (ERRORS_OF_USERS.contains(code)
				|| !this.limiter.allows(registrationId + ((ERRORS.contains(code)) ? " " + code : ""))) {
			logger.debug(message);
		}
		else if (error.getDescription() != null && PKCE.matcher(error.getDescription()).find()) {
			logger.warn((message + ". It requires PKCE, and Dintero's OIDC endpoint accepts no 'code_verifier'. "
					+ "Disable PKCE for the client '%s' at the identity provider")
				.formatted(login.clientId()));
		}
		else {
			logger.warn((message + ". Check the client '%s' at the identity provider, its redirect URI and its scopes")
				.formatted(login.clientId()));
		}
	}

	/**
	 * Logs an error if the redirect was to the registration's redirect URI.
	 */
	void logError(String registrationId, RedirectError redirect) {
		Login login = login(registrationId);
		if (login != null && redirect
			.isAt(login.redirectUri().replace("{registrationId}", registrationId).replace("{action}", "login"))) {
			logError(registrationId, redirect.error());
		}
	}

	private @Nullable Login login(String registrationId) {
		return (contains(registrationId)) ? this.registrations.get(registrationId).login() : null;
	}

	/**
	 * Returns the sign-out endpoint of the identity provider. The result is {@code null}
	 * if the registration does not use one, or if it is not one of Dintero's. The future
	 * fails with an {@link IdentityProviderUnavailableException}.
	 */
	CompletableFuture<@Nullable SignOut> signOut(String registrationId) {
		Login login = login(registrationId);
		String postLogoutRedirectUri = (login != null) ? login.postLogoutRedirectUri() : null;
		if (login == null || postLogoutRedirectUri == null) {
			return CompletableFuture.completedFuture(null);
		}
		return discover(this.registrations.get(registrationId), login).thenApply((metadata) -> {
			URI endpoint = metadata.endSessionEndpoint();
			return (endpoint != null) ? new SignOut(registrationId, endpoint, login.clientId(), postLogoutRedirectUri)
					: null;
		});
	}

	private static ClientRegistration ofClient(DinteroRegistration registration) {
		return DinteroClientRegistrations.of(registration, registration.grantType());
	}

	private static URI listedUri(Login login) {
		return (login.authorizationUri() != null) ? login.authorizationUri() : issuer(login);
	}

	private static URI issuer(Login login) {
		if (login.issuer() == null) {
			throw new IllegalStateException("A login requires an issuer or an authorization URI");
		}
		return login.issuer();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // others wait for the result
	private CompletableFuture<IdentityProviderMetadata> discover(DinteroRegistration registration, Login login) {
		String registrationId = registration.registrationId();
		CompletableFuture<IdentityProviderMetadata> discovery = new CompletableFuture<>();
		CompletableFuture<IdentityProviderMetadata> underWay = this.discoveries.putIfAbsent(registrationId, discovery);
		if (underWay != null) {
			return underWay;
		}
		ask(issuer(login)).whenComplete((metadata, failure) -> {
			if (failure == null) {
				discovery.complete(metadata);
				return;
			}
			// First, because callers of a failed discovery may try again
			this.discoveries.remove(registrationId, discovery);
			Throwable cause = Futures.unwrap(failure);
			logger.warn("Users cannot sign in with Dintero registration '%s' at the moment: %s"
				.formatted(registrationId, cause.getMessage()));
			discovery.completeExceptionally(new IdentityProviderUnavailableException(login.clientName(), cause));
		});
		return discovery;
	}

	private CompletableFuture<IdentityProviderMetadata> ask(URI issuer) {
		try {
			return this.client.discover(issuer);
		}
		catch (RuntimeException ex) {
			// The original message lists the threads of the client
			return CompletableFuture.failedFuture(new IllegalStateException("The application is shutting down", ex));
		}
		catch (Error ex) {
			// No thread is available at the moment
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * The sign-out of a browser at an identity provider.
	 *
	 * @param postLogoutRedirectUri the URI to return to, a template
	 */
	record SignOut(String registrationId, URI endpoint, String clientId, String postLogoutRedirectUri) {

		/**
		 * Returns the URL to redirect the browser to.
		 * @param baseUrl the application's own URL
		 * @see <a href=
		 * "https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout">OpenID
		 * Connect RP-Initiated Logout 1.0, section 2</a>
		 */
		String url(UriComponents baseUrl) {
			Map<String, String> parameters = new LinkedHashMap<>();
			parameters.put("client_id", this.clientId);
			parameters.put("post_logout_redirect_uri", expand(baseUrl));
			return QueryParameters.add(this.endpoint, parameters);
		}

		private String expand(UriComponents baseUrl) {
			Map<String, String> variables = new HashMap<>();
			variables.put("baseUrl", baseUrl.toUriString());
			variables.put("baseScheme", Objects.requireNonNullElse(baseUrl.getScheme(), ""));
			variables.put("baseHost", Objects.requireNonNullElse(baseUrl.getHost(), ""));
			variables.put("basePort", (baseUrl.getPort() >= 0) ? ":" + baseUrl.getPort() : "");
			variables.put("basePath", Objects.requireNonNullElse(baseUrl.getPath(), ""));
			variables.put("registrationId", this.registrationId);
			return UriComponentsBuilder.fromUriString(this.postLogoutRedirectUri)
				.buildAndExpand(variables)
				.toUriString();
		}

	}

}
