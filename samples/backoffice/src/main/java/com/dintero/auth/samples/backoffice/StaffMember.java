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

package com.dintero.auth.samples.backoffice;

import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;

/**
 * Who is signed in, and how.
 *
 * @param registrationId the registration that the user's token belongs to
 * @param signedInWith the way the user came in
 * @param name what to call the user
 * @param details what else is known of the user
 */
record StaffMember(String registrationId, String signedInWith, String name, Map<String, Object> details) {

	static StaffMember of(Authentication user, BackOffice backOffice) {
		if (user instanceof OAuth2AuthenticationToken token) {
			Map<String, Object> claims = token.getPrincipal().getAttributes();
			String name = claims.getOrDefault(StandardClaimNames.NAME, user.getName()).toString();
			return new StaffMember(token.getAuthorizedClientRegistrationId(), backOffice.clientName(), name, claims);
		}
		String authorities = user.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.sorted()
			.collect(Collectors.joining(", "));
		return new StaffMember(BackOffice.PASSWORD_REGISTRATION_ID, "a password at Dintero", user.getName(),
				Map.of("authorities", authorities));
	}

}
