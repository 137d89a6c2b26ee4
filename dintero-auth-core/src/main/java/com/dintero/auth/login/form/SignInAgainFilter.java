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

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Requires users to sign in again when their token has expired and cannot be refreshed.
 * The filter runs after the exception translation filter, which starts the sign-in as for
 * a protected page.
 *
 * @see SignInAgainWebFilter
 */
final class SignInAgainFilter extends OncePerRequestFilter {

	private final ReauthenticationDetector lostTokens;

	SignInAgainFilter(String registrationId) {
		this.lostTokens = new ReauthenticationDetector(registrationId);
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			ClientAuthorizationException lost = this.lostTokens.find(ex);
			if (lost == null || response.isCommitted()) {
				throw ex;
			}
			throw new InsufficientAuthenticationException("The user must sign in again", lost);
		}
	}

}
