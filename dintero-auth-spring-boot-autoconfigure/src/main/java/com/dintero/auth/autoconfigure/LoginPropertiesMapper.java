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

package com.dintero.auth.autoconfigure;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;
import com.dintero.auth.login.oidc.DinteroOAuth2UserService;

/**
 * Maps the properties of sign-in through an identity provider.
 */
class LoginPropertiesMapper {

	/**
	 * {@code scope-token} of RFC 6749, appendix A.4.
	 */
	private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

	/**
	 * The variables that Spring Security expands.
	 */
	private static final Map<String, String> EXAMPLE = Map.of("baseUrl", "https://shop.example.com", "baseScheme",
			"https", "baseHost", "shop.example.com", "basePort", ":8443", "basePath", "/shop", "registrationId", "id",
			"action", "login");

	private final ConfigurationProblems problems;

	private final String prefix;

	/**
	 * Creates a mapper.
	 * @param prefix the prefix of the property names
	 */
	LoginPropertiesMapper(ConfigurationProblems problems, String prefix) {
		this.problems = problems;
		this.prefix = prefix;
	}

	/**
	 * Maps the properties.
	 * @return the login, or {@code null} if the registration has none or a property is
	 * invalid
	 */
	@Nullable Login map(String registrationId, Registration registration) {
		DinteroAuthProperties.Login login = registration.login();
		if (login == null) {
			return null;
		}
		URI issuer = url("issuer-uri", login.issuerUri(), "https://id.example.com");
		URI authorizationUri = url("authorization-uri", login.authorizationUri(), "https://id.example.com/authorize");
		checkAuthority(login);
		checkPostLogoutRedirectUri(login);
		checkUserNameAttribute(login.userNameAttribute());
		checkOptional("dintero-client-id", login.dinteroClientId(), "Set the id of a client of the account");
		checkOptional("client-name", login.clientName(), "Set the name that users see");
		checkRedirectUri("redirect-uri", login.redirectUri());
		Set<String> scopes = scopes(login.scope());
		String dinteroClientId = (login.dinteroClientId() != null) ? login.dinteroClientId() : registration.clientId();
		String authority = (login.authority() != null) ? login.authority() : login.issuerUri();
		String clientId = login.clientId();
		if (!this.problems.isResolved(this.prefix + "client-id", clientId, "Set the client id at the identity provider")
				|| dinteroClientId == null || authority == null) {
			return null;
		}
		return new Login(issuer, authorizationUri, authority, clientId, scopes, login.redirectUri(),
				login.userNameAttribute(), dinteroClientId,
				(login.clientName() != null) ? login.clientName() : registrationId, login.postLogoutRedirectUri());
	}

	private @Nullable URI url(String name, @Nullable String value, String example) {
		String action = "Use an absolute http or https URL, such as " + example;
		if (value == null || !this.problems.isResolved(this.prefix + name, value, action)) {
			return null;
		}
		URI uri = ConfigurationProblems.toUri(value);
		if (uri == null || uri.getScheme() == null || !uri.getScheme().matches("(?i)https?") || uri.getHost() == null
				|| uri.getRawUserInfo() != null || uri.getRawFragment() != null
				|| (name.equals("issuer-uri") && uri.getRawQuery() != null)) {
			this.problems.add(this.prefix + name, ConfigurationProblems.withoutUserInfo(value),
					"is not the URL of an identity provider", action);
			return null;
		}
		this.problems.checkEncrypted(this.prefix + name, uri);
		return uri;
	}

	private void checkUserNameAttribute(String value) {
		String action = "Use the name of a claim, such as sub";
		if (this.problems.isResolved(this.prefix + "user-name-attribute", value, action)
				&& value.equals(DinteroOAuth2UserService.AUTHORITY)) {
			this.problems.add(this.prefix + "user-name-attribute", value,
					"names the identity provider, which is the same for all users", action);
		}
	}

	private void checkOptional(String name, @Nullable String value, String action) {
		if (value != null) {
			this.problems.isResolved(this.prefix + name, value, action + ", or remove the property");
		}
	}

	private void checkAuthority(DinteroAuthProperties.Login login) {
		if (login.issuerUri() == null && login.authorizationUri() == null) {
			this.problems.add(this.prefix + "issuer-uri", null, "is missing",
					"Set the issuer of the identity provider, or its authorization endpoint as 'authorization-uri'");
		}
		String action = "Set the identity provider as Dintero names it in 'user_info.authority'";
		checkOptional("authority", login.authority(), action);
		if (login.authority() == null && login.issuerUri() == null && login.authorizationUri() != null) {
			this.problems.add(this.prefix + "authority", null, "is missing, and no issuer is set", action);
		}
	}

	private void checkPostLogoutRedirectUri(DinteroAuthProperties.Login login) {
		String value = login.postLogoutRedirectUri();
		if (value == null) {
			return;
		}
		checkRedirectUri("post-logout-redirect-uri", value);
		if (login.issuerUri() == null) {
			this.problems.add(this.prefix + "post-logout-redirect-uri", value, "needs discovery",
					"Set 'issuer-uri' too");
		}
	}

	private void checkRedirectUri(String name, String value) {
		String action = "Use a URL or a URL template, such as {baseUrl}/login/oauth2/code/{registrationId}";
		if (this.problems.isResolved(this.prefix + name, value, action) && !isUrlTemplate(value)) {
			this.problems.add(this.prefix + name, value, "is not a URL template", action);
		}
	}

	private static boolean isUrlTemplate(String value) {
		try {
			URI uri = URI.create(UriComponentsBuilder.fromUriString(value).buildAndExpand(EXAMPLE).toUriString());
			return uri.getScheme() != null && uri.getScheme().matches("(?i)https?") && uri.getHost() != null;
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// Not a URL, or an unknown variable
			return false;
		}
	}

	private Set<String> scopes(List<String> values) {
		for (String value : values) {
			if (!SCOPE.matcher(value).matches() || ConfigurationProblems.isPlaceholder(value)) {
				this.problems.add(this.prefix + "scope", value, "is not a scope",
						"Separate scopes with commas, and do not use spaces or quotes");
			}
		}
		return new LinkedHashSet<>(values);
	}

}
