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

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

import com.dintero.auth.login.SecondFactors.SignedIn;

/**
 * What a sign-in form goes by: Dintero, and those who have given a second factor. It
 * belongs to the form and to nothing else of a filter chain: HTTP Basic would ask Dintero
 * with each request.
 *
 * @see ReactivePasswordFormAuthenticationManager
 */
public final class PasswordFormAuthenticationProvider implements AuthenticationProvider {

	private final DinteroPasswordAuthenticationProvider dintero;

	private final SecondFactors secondFactors;

	/**
	 * Create a provider.
	 * @param dintero asks Dintero
	 * @param secondFactors those who have given a second factor
	 */
	public PasswordFormAuthenticationProvider(DinteroPasswordAuthenticationProvider dintero,
			SecondFactors secondFactors) {
		this.dintero = dintero;
		this.secondFactors = secondFactors;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		SignedIn signedIn = this.secondFactors.redeem(String.valueOf(authentication.getCredentials()));
		if (signedIn != null) {
			return this.dintero.success(signedIn.username(), signedIn.response(), authentication);
		}
		try {
			return this.dintero.authenticate(authentication);
		}
		catch (SecondFactorRequiredException ex) {
			throw new SecondFactorSignal(authentication.getName(), ex);
		}
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return this.dintero.supports(authentication);
	}

}
