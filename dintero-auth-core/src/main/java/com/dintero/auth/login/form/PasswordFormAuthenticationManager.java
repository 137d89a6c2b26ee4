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

import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.login.form.SecondFactors.SignedIn;

/**
 * Authenticates users of a sign-in form with Dintero, or with the ticket of a completed
 * second factor. It belongs to the form only, because HTTP Basic would send a request to
 * Dintero each time.
 * <p>
 * It publishes events itself. A {@code ProviderManager} would set the request with the
 * password on exceptions.
 *
 * @see ReactivePasswordFormAuthenticationManager
 */
final class PasswordFormAuthenticationManager implements AuthenticationManager {

	private final DinteroPasswordAuthenticationProvider dintero;

	private final SecondFactors secondFactors;

	private final AuthenticationEventPublisher eventPublisher;

	PasswordFormAuthenticationManager(DinteroPasswordAuthenticationProvider dintero, SecondFactors secondFactors,
			AuthenticationEventPublisher eventPublisher) {
		this.dintero = dintero;
		this.secondFactors = secondFactors;
		this.eventPublisher = eventPublisher;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		Authentication user;
		try {
			user = signIn(authentication);
		}
		catch (DinteroMfaRequiredException ex) {
			throw new SecondFactorSignal(authentication.getName(), ex);
		}
		catch (DinteroAuthorizationException ex) {
			throw failure(PasswordSignIn.failure(ex), authentication);
		}
		catch (AuthenticationException ex) {
			throw failure(ex, authentication);
		}
		this.eventPublisher.publishAuthenticationSuccess(user);
		return user;
	}

	private Authentication signIn(Authentication authentication) {
		SignedIn signedIn = this.secondFactors.redeem(String.valueOf(authentication.getCredentials()));
		return (signedIn != null) ? this.dintero.success(signedIn.username(), signedIn.response(), authentication)
				: this.dintero.signIn(authentication);
	}

	// Failure handlers store the exception in the session
	private AuthenticationException failure(AuthenticationException failure, Authentication authentication) {
		Authentication request = PasswordSignIn.withoutPassword(authentication);
		failure.setAuthenticationRequest(request);
		this.eventPublisher.publishAuthenticationFailure(failure, request);
		return failure;
	}

}
