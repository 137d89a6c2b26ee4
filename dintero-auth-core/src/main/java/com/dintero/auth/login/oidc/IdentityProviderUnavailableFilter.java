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

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.login.ServletPages;

/**
 * Responds with {@code 503} and a page while an identity provider of Dintero's
 * registrations cannot be discovered. An error response of the container would be
 * redirected endlessly, because its error page requires a sign-in.
 * <p>
 * Spring Security's redirect filter runs after this filter and passes exceptions to its
 * failure handler. This filter is that failure handler and throws the exceptions that it
 * handles.
 *
 * @see IdentityProviderUnavailableWebFilter
 */
final class IdentityProviderUnavailableFilter extends OncePerRequestFilter implements AuthenticationFailureHandler {

	private static final Log logger = LogFactory.getLog(IdentityProviderUnavailableFilter.class);

	private final DinteroRegistrations registrations;

	private final ServletPages pages;

	IdentityProviderUnavailableFilter(DinteroRegistrations registrations, ServletPages pages) {
		this.registrations = registrations;
		this.pages = pages;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain filterChain)
			throws ServletException, IOException {
		try {
			filterChain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			IdentityProviderUnavailableException unavailable = find(ex);
			if (unavailable == null || response.isCommitted()) {
				throw ex;
			}
			logger.debug("Responded that sign-in is not available", ex);
			response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(UnavailablePage.RETRY_AFTER.toSeconds()));
			this.pages.write(request, response, (texts) -> UnavailablePage.of(unavailable.getClientName(), texts));
		}
	}

	private static @Nullable IdentityProviderUnavailableException find(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof IdentityProviderUnavailableException unavailable) {
				return unavailable;
			}
		}
		return null;
	}

	/**
	 * Throws the exceptions that this filter handles, and responds to all others as
	 * Spring Security does.
	 * @param request the request
	 * @param response the response
	 * @param exception the reason why the redirect failed
	 * @throws IdentityProviderUnavailableException if the discovery of an identity
	 * provider fails
	 */
	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException {
		IdentityProviderUnavailableException unavailable = find(exception);
		if (unavailable != null) {
			throw unavailable;
		}
		// The user's token has expired. The exception does not contain the reason why the
		// redirect failed. With discovery, a failed discovery is the likely reason
		if (exception.getCause() instanceof ClientAuthorizationRequiredException required
				&& this.registrations.contains(required.getClientRegistrationId())) {
			Login login = this.registrations.get(required.getClientRegistrationId()).login();
			if (login != null && login.authorizationUri() == null) {
				throw new IdentityProviderUnavailableException(login.clientName(), exception);
			}
		}
		logger.error("The redirect to sign in failed", exception);
		response.sendError(HttpStatus.INTERNAL_SERVER_ERROR.value(),
				HttpStatus.INTERNAL_SERVER_ERROR.getReasonPhrase());
	}

}
