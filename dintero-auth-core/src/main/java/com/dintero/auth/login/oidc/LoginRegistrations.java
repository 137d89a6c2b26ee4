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
 * Dintero's registrations as client registrations of Spring Security's. An identity
 * server is discovered when somebody signs in, once for all who do so at the same time,
 * and what it said is kept; a failure is not.
 */
public final class LoginRegistrations {

	private static final Log logger = LogFactory.getLog(LoginRegistrations.class);

	/**
	 * Errors of users who did not sign in, or did not want to.
	 * @see <a href=
	 * "https://openid.net/specs/openid-connect-core-1_0.html#AuthError">OpenID Connect
	 * Core 1.0, section 3.1.2.6</a>
	 */
	private static final Set<String> ERRORS_OF_USERS = Set.of(OAuth2ErrorCodes.ACCESS_DENIED, "login_required",
			"interaction_required", "account_selection_required", "consent_required");

	/**
	 * A visitor can bring any other code, and cannot fill the log with them: together
	 * they are one warning a minute.
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
	 * Create the registrations.
	 * @param registrations the registrations of Dintero
	 * @param client the client that discovers identity servers
	 * @param clock the clock that warnings are limited by
	 */
	public LoginRegistrations(DinteroRegistrations registrations, IdentityProviderMetadataClient client, Clock clock) {
		this.registrations = registrations;
		this.client = client;
		this.limiter = new WarningLimiter(clock);
	}

	/**
	 * Whether there is a registration of the given id.
	 * @param registrationId the id
	 * @return {@code true} if it is one of Dintero's
	 */
	public boolean contains(String registrationId) {
		return this.registrations.contains(registrationId);
	}

	/**
	 * Return all client registrations, to be listed: nothing is discovered, and the
	 * authorization URI of one that is not is its issuer's.
	 * @return the registrations in the order of their configuration
	 */
	List<ClientRegistration> all() {
		return this.registrations.all().stream().map((registration) -> {
			Login login = registration.login();
			return (login != null) ? DinteroClientRegistrations.ofLogin(registration, login, listedUri(login))
					: ofClient(registration);
		}).toList();
	}

	/**
	 * Return a client registration, to be used.
	 * @param registrationId its id, of those that there are
	 * @return the registration, or an {@link IdentityProviderUnavailableException}
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
	 * Log the error that an identity server has sent a browser back with. Its description
	 * may name the user, and is not logged.
	 * @param registrationId the registration that the user was to sign in with, maybe
	 * none of Dintero's
	 * @param error the error
	 */
	public void logError(String registrationId, OAuth2Error error) {
		Login login = login(registrationId);
		if (login == null) {
			return;
		}
		String code = error.getErrorCode();
		String message = "A sign-in with Dintero registration '%s' has failed: the identity server answered with %s"
			.formatted(registrationId, (ERROR.matcher(code).matches()) ? "'" + code + "'" : "an unknown error");
		if (ERRORS_OF_USERS.contains(code)
				|| !this.limiter.allows(registrationId + ((ERRORS.contains(code)) ? " " + code : ""))) {
			logger.debug(message);
		}
		else if (error.getDescription() != null && PKCE.matcher(error.getDescription()).find()) {
			logger.warn((message + ". It demands PKCE, and Dintero's OIDC endpoint takes no 'code_verifier'. "
					+ "Turn PKCE off for the client '%s' at the identity server")
				.formatted(login.clientId()));
		}
		else {
			logger.warn((message + ". Check the client '%s' there, its redirect URI and its scopes")
				.formatted(login.clientId()));
		}
	}

	/**
	 * Log an error if it has come where the identity server sends browsers back to.
	 * @param registrationId the registration that the user was to sign in with
	 * @param redirect the error and where it has come
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
	 * Return where browsers are sent to sign out at the identity server.
	 * @param registrationId the registration that they are signed in with, maybe none of
	 * Dintero's
	 * @return the endpoint, {@code null} if there is none or it is not to be used, or an
	 * {@link IdentityProviderUnavailableException}
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
			throw new IllegalStateException("A login has an issuer or an authorization URI");
		}
		return login.issuer();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // others wait for what comes of it
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
			// First of all: whoever hears of it may ask again
			this.discoveries.remove(registrationId, discovery);
			Throwable cause = Futures.unwrap(failure);
			logger.warn("Nobody can sign in with Dintero registration '%s' at the moment: %s".formatted(registrationId,
					cause.getMessage()));
			discovery.completeExceptionally(new IdentityProviderUnavailableException(login.clientName(), cause));
		});
		return discovery;
	}

	private CompletableFuture<IdentityProviderMetadata> ask(URI issuer) {
		try {
			return this.client.discover(issuer);
		}
		catch (RuntimeException ex) {
			// Its own message lists the threads of the client
			return CompletableFuture.failedFuture(new IllegalStateException("The application is shutting down", ex));
		}
		catch (Error ex) {
			// No thread is to be had now, and maybe in a moment
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * How a browser is signed out at an identity server.
	 *
	 * @param registrationId the registration
	 * @param endpoint the identity server's endpoint
	 * @param clientId the client's id there
	 * @param postLogoutRedirectUri where the browser comes back to, a template
	 */
	record SignOut(String registrationId, URI endpoint, String clientId, String postLogoutRedirectUri) {

		/**
		 * Return where to send the browser.
		 * @param baseUrl the application's own URL
		 * @return the URL
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
