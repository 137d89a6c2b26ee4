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

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.RequestPath;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The error of a redirect, possibly from an identity provider.
 *
 * @param path the path of the request
 * @param pathWithinApplication the path without the context path
 */
record RedirectError(String path, String pathWithinApplication, OAuth2Error error) {

	static @Nullable RedirectError of(ServerWebExchange exchange) {
		MultiValueMap<String, String> parameters = exchange.getRequest().getQueryParams();
		String code = parameters.getFirst(OAuth2ParameterNames.ERROR);
		if (!StringUtils.hasText(code)) {
			return null;
		}
		RequestPath path = exchange.getRequest().getPath();
		return new RedirectError(path.value(), path.pathWithinApplication().value(),
				new OAuth2Error(code, parameters.getFirst(OAuth2ParameterNames.ERROR_DESCRIPTION), null));
	}

	/**
	 * Returns whether the request is for the given redirect URI, which may begin with
	 * variables for everything before the path within the application.
	 */
	boolean isAt(String redirectUri) {
		int end = redirectUri.lastIndexOf('}') + 1;
		return (end > 0) ? redirectUri.substring(end).equals(this.pathWithinApplication)
				: this.path.equals(UriComponentsBuilder.fromUriString(redirectUri).build().getPath());
	}

}
