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

package com.dintero.auth.login;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;

/**
 * Answers {@code 503} with a page while the identity server of one of Dintero's
 * registrations cannot be discovered, and everything else as Spring Security does. With
 * an error, as Spring Security sends it, the container would ask for its error page,
 * which one has to be signed in for, and the browser would go in circles.
 */
public final class AuthorityUnavailableHandler implements AuthenticationFailureHandler {

	private static final Log logger = LogFactory.getLog(AuthorityUnavailableHandler.class);

	private final DinteroRegistrations registrations;

	/**
	 * Create a handler.
	 * @param registrations the registrations of Dintero
	 */
	public AuthorityUnavailableHandler(DinteroRegistrations registrations) {
		this.registrations = registrations;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException, ServletException {
		String clientName = unavailable(exception.getCause());
		if (clientName == null) {
			logger.error("A browser could not be sent to sign in", exception);
			response.sendError(HttpStatus.INTERNAL_SERVER_ERROR.value(),
					HttpStatus.INTERNAL_SERVER_ERROR.getReasonPhrase());
			return;
		}
		UnavailablePage page = UnavailablePage.of(clientName);
		response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		page.headers().forEach((name, values) -> values.forEach((value) -> response.setHeader(name, value)));
		response.getOutputStream().write(page.bytes());
	}

	private @Nullable String unavailable(@Nullable Throwable cause) {
		if (cause instanceof AuthorityUnavailableException unavailable) {
			return unavailable.getClientName();
		}
		// A user whose token has expired. The reason why they cannot be sent to sign in
		// again is lost, but there is only one for registrations of Dintero's
		if (cause instanceof ClientAuthorizationRequiredException required
				&& this.registrations.contains(required.getClientRegistrationId())) {
			DinteroRegistration.Login login = this.registrations.get(required.getClientRegistrationId()).login();
			return (login != null) ? login.clientName() : null;
		}
		return null;
	}

}
