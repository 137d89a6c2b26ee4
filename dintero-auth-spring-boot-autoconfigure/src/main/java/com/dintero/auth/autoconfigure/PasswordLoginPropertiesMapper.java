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

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroRegistration.PasswordLogin;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;

/**
 * Maps the properties of sign-in with a form.
 */
class PasswordLoginPropertiesMapper {

	/**
	 * A path without characters that are special in URLs and in path patterns.
	 */
	private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");

	/**
	 * The paths that Spring Security uses to sign users in and out.
	 */
	private static final Set<String> FORM = Set.of("/login", "/logout");

	private final ConfigurationProblems problems;

	private final String prefix;

	/**
	 * Creates a mapper.
	 * @param prefix the prefix of the property names
	 */
	PasswordLoginPropertiesMapper(ConfigurationProblems problems, String prefix) {
		this.problems = problems;
		this.prefix = prefix;
	}

	/**
	 * Maps the properties.
	 * @return the password login, or {@code null} if the registration has none
	 */
	@Nullable PasswordLogin map(Registration registration) {
		DinteroAuthProperties.PasswordLogin login = registration.passwordLogin();
		if (!login.enabled()) {
			return null;
		}
		if (registration.login() != null) {
			this.problems.add(this.prefix + "enabled", "true", "cannot be combined with 'login'",
					"Use a separate registration for each, because users' tokens are stored by registration");
		}
		checkAccountId(registration.accountId());
		checkAuthorities(login.authorities());
		String path = login.mfaPath();
		if (!PATH.matcher(path).matches() || FORM.contains(path)) {
			this.problems.add(this.prefix + "mfa-path", path,
					"is not a valid path, or is a path that Spring Security uses",
					"Use letters, digits and . _ ~ - after each slash, such as /login/mfa");
		}
		return new PasswordLogin(List.copyOf(login.authorities()), path, login.mfaPageEnabled(), login.mfaChannel());
	}

	// Dintero's MFA endpoints accept only eight digits
	private void checkAccountId(@Nullable String accountId) {
		if (accountId != null && AccountId.isValid(accountId) && new AccountId(accountId).isShortForm()) {
			this.problems.add(this.prefix + "enabled", "true",
					"requires an account id with eight digits, but the account id is '%s'".formatted(accountId),
					"Set 'account-id: %s00000'".formatted(accountId));
		}
	}

	private void checkAuthorities(List<String> authorities) {
		for (String authority : authorities) {
			this.problems.isResolved(this.prefix + "authorities", authority,
					"Set authorities such as ROLE_USER, separated by commas");
		}
	}

}
