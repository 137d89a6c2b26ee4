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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * An error that a browser has brought, maybe from an identity server.
 *
 * @param path where it has brought it to, within the application
 * @param error the error
 */
record RedirectError(String path, OAuth2Error error) {

	static @Nullable RedirectError of(ServerWebExchange exchange) {
		String code = exchange.getRequest().getQueryParams().getFirst(OAuth2ParameterNames.ERROR);
		return (StringUtils.hasText(code)) ? new RedirectError(
				exchange.getRequest().getPath().pathWithinApplication().value(),
				new OAuth2Error(code,
						exchange.getRequest().getQueryParams().getFirst(OAuth2ParameterNames.ERROR_DESCRIPTION), null))
				: null;
	}

}
