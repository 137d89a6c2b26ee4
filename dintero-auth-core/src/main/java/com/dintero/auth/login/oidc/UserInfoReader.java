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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;
import org.springframework.util.StringUtils;

import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.oauth2.DinteroAuthorizationCodeTokenResponseClient;
import com.dintero.auth.oauth2.DinteroClientRegistrations;

/**
 * Reads users from the {@code user_info} of Dintero's responses, for both user services.
 */
final class UserInfoReader {

	private static final Log logger = LogFactory.getLog(UserInfoReader.class);

	private final DinteroRegistrations registrations;

	UserInfoReader(DinteroRegistrations registrations) {
		this.registrations = registrations;
	}

	boolean supports(OAuth2UserRequest request) {
		return login(request) != null;
	}

	/**
	 * Reads the user of a request for one of Dintero's registrations.
	 * @throws OAuth2AuthenticationException with an error code of
	 * {@link DinteroOAuth2UserService}
	 */
	OAuth2User read(OAuth2UserRequest request) {
		Login login = Objects.requireNonNull(login(request));
		if (!(request.getAdditionalParameters()
			.get(DinteroAuthorizationCodeTokenResponseClient.USER_INFO) instanceof Map<?, ?> userInfo)
				|| !(userInfo.get("value") instanceof Map<?, ?> claims)) {
			throw failure(request, DinteroOAuth2UserService.USER_INFO_MISSING,
					"Dintero's response does not describe the user");
		}
		if (!login.authority().equals(userInfo.get("authority"))) {
			throw failure(request, DinteroOAuth2UserService.AUTHORITY_MISMATCH,
					"The user comes from another identity provider than the configured one. "
							+ "Check 'login.authority'");
		}
		if (!isName(claims.get(login.userNameAttribute()))) {
			throw failure(request, DinteroOAuth2UserService.USER_NAME_MISSING,
					"The user has no claim '%s' with a name. Check 'login.user-name-attribute' and 'login.scope'"
						.formatted(login.userNameAttribute()));
		}
		return user(login, claims);
	}

	private static boolean isName(@Nullable Object claim) {
		return (claim instanceof String || claim instanceof Number) && StringUtils.hasText(claim.toString());
	}

	private static OAuth2User user(Login login, Map<?, ?> claims) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		claims.forEach((name, value) -> attributes.put(String.valueOf(name), value));
		// Dintero's value replaces any claim of this name
		attributes.put(DinteroOAuth2UserService.AUTHORITY, login.authority());
		return new DefaultOAuth2User(Set.of(new OAuth2UserAuthority(attributes, login.userNameAttribute())), attributes,
				login.userNameAttribute());
	}

	private @Nullable Login login(OAuth2UserRequest request) {
		return (DinteroClientRegistrations.includes(request.getClientRegistration()))
				? this.registrations.get(request.getClientRegistration().getRegistrationId()).login() : null;
	}

	private static OAuth2AuthenticationException failure(OAuth2UserRequest request, String errorCode,
			String description) {
		logger.warn("A sign-in with Dintero registration '%s' failed: %s"
			.formatted(request.getClientRegistration().getRegistrationId(), description));
		return new OAuth2AuthenticationException(new OAuth2Error(errorCode, description, null), description);
	}

}
