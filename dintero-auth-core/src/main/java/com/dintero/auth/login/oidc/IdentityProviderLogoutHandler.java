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

import java.io.IOException;
import java.util.concurrent.ExecutionException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriComponentsBuilder;

import com.dintero.auth.login.oidc.LoginRegistrations.SignOut;

/**
 * Redirects users of Dintero's registrations to the identity provider when they sign out,
 * if the registration requires it and the identity provider is reachable. Spring Security
 * calls this type three times. The {@link LogoutHandler} determines the endpoint, the
 * {@link RequestMatcher} reports whether one exists, and the {@link LogoutSuccessHandler}
 * redirects the browser. The application's own success handler handles all other users.
 *
 * @see ServerIdentityProviderLogoutSuccessHandler
 */
final class IdentityProviderLogoutHandler implements LogoutHandler, RequestMatcher, LogoutSuccessHandler {

	private static final Log logger = LogFactory.getLog(IdentityProviderLogoutHandler.class);

	private static final String ATTRIBUTE = IdentityProviderLogoutHandler.class.getName();

	private final LoginRegistrations registrations;

	private final RedirectStrategy redirectStrategy = new DefaultRedirectStrategy();

	IdentityProviderLogoutHandler(LoginRegistrations registrations) {
		this.registrations = registrations;
	}

	@Override
	public void logout(HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) {
		if (authentication instanceof OAuth2AuthenticationToken user) {
			request.setAttribute(ATTRIBUTE, signOut(user.getAuthorizedClientRegistrationId()));
		}
	}

	private @Nullable SignOut signOut(String registrationId) {
		try {
			return this.registrations.signOut(registrationId).get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			logger.warn("A user of Dintero registration '%s' is not signed out of the identity provider"
				.formatted(registrationId), ex);
		}
		// The application signs the user out in any case
		return null;
	}

	@Override
	public boolean matches(HttpServletRequest request) {
		return request.getAttribute(ATTRIBUTE) instanceof SignOut;
	}

	@Override
	public void onLogoutSuccess(HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) throws IOException {
		if (request.getAttribute(ATTRIBUTE) instanceof SignOut signOut) {
			this.redirectStrategy.sendRedirect(request, response,
					signOut.url(UriComponentsBuilder.fromUriString(UrlUtils.buildFullRequestUrl(request))
						.replacePath(request.getContextPath())
						.replaceQuery(null)
						.fragment(null)
						.build()));
		}
	}

}
