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

package com.dintero.auth.samples.identity;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Sends the browser back to the client that has sent it here to sign out, if the URL is
 * one that is registered for that client.
 *
 * @see <a href=
 * "https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout">OpenID Connect
 * RP-Initiated Logout 1.0, section 2</a>
 */
final class EndSessionHandler implements LogoutSuccessHandler {

	private final RegisteredClientRepository clients;

	private final String otherwise;

	private final RedirectStrategy redirectStrategy = new DefaultRedirectStrategy();

	EndSessionHandler(RegisteredClientRepository clients, String otherwise) {
		this.clients = clients;
		this.otherwise = otherwise;
	}

	@Override
	public void onLogoutSuccess(HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) throws IOException {
		String clientId = request.getParameter("client_id");
		String uri = request.getParameter("post_logout_redirect_uri");
		RegisteredClient client = (clientId != null) ? this.clients.findByClientId(clientId) : null;
		this.redirectStrategy.sendRedirect(request, response,
				(client != null && uri != null && isRegistered(client, uri)) ? uri : this.otherwise);
	}

	// All of them are on a loopback address, where any port will do
	private static boolean isRegistered(RegisteredClient client, String uri) {
		try {
			return client.getPostLogoutRedirectUris()
				.contains(UriComponentsBuilder.fromUriString(uri).port(-1).build().toUriString());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
