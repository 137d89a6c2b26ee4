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
 * Maps how users sign in with a form and a registration.
 */
class PasswordLoginPropertiesMapper {

	/**
	 * A path that means itself, in a URL and to whoever matches paths by patterns.
	 */
	private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");

	/**
	 * Where Spring Security has users sign in and out.
	 */
	private static final Set<String> FORM = Set.of("/login", "/logout");

	private final ConfigurationProblems problems;

	private final String prefix;

	/**
	 * Create a mapper.
	 * @param problems where problems are added
	 * @param prefix what the names of the properties begin with
	 */
	PasswordLoginPropertiesMapper(ConfigurationProblems problems, String prefix) {
		this.problems = problems;
		this.prefix = prefix;
	}

	/**
	 * Map the properties.
	 * @param registration the registration's properties
	 * @return how users sign in, or {@code null} if they do not
	 */
	@Nullable PasswordLogin map(Registration registration) {
		DinteroAuthProperties.PasswordLogin login = registration.passwordLogin();
		if (!login.enabled()) {
			return null;
		}
		if (registration.login() != null) {
			this.problems.add(this.prefix + "enabled", "true", "does not go together with 'login'",
					"Give each way to sign in a registration of its own: users' tokens are kept by registration");
		}
		checkAccountId(registration.accountId());
		checkAuthorities(login.authorities());
		String path = login.mfaPath();
		if (!PATH.matcher(path).matches() || FORM.contains(path)) {
			this.problems.add(this.prefix + "mfa-path", path, "is not a path, or one that Spring Security needs",
					"Write letters, digits and . _ ~ - after slashes, such as /login/mfa");
		}
		return new PasswordLogin(List.copyOf(login.authorities()), path, login.mfaPageEnabled(), login.mfaChannel());
	}

	// Dintero's MFA endpoints take no other
	private void checkAccountId(@Nullable String accountId) {
		if (accountId != null && AccountId.isValid(accountId) && new AccountId(accountId).isShortForm()) {
			this.problems.add(this.prefix + "enabled", "true",
					"needs an account id of eight digits, and the registration's is '%s'".formatted(accountId),
					"Write 'account-id: %s00000'".formatted(accountId));
		}
	}

	private void checkAuthorities(List<String> authorities) {
		for (String authority : authorities) {
			this.problems.isResolved(this.prefix + "authorities", authority,
					"Write authorities such as ROLE_USER, separated by commas");
		}
	}

}
