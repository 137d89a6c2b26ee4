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

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.login.form.SecondFactors.SignedIn;

/**
 * Authenticates users of a filter chain. A form, which follows a
 * {@link SecondFactorWebFilter}, uses Dintero or the ticket of a completed second factor.
 * All other requests use the application's own users.
 *
 * @see PasswordFormAuthenticationManager
 */
final class ReactivePasswordFormAuthenticationManager implements ReactiveAuthenticationManager {

	private final @Nullable ReactiveAuthenticationManager own;

	private final DinteroPasswordReactiveAuthenticationManager dintero;

	private final SecondFactors secondFactors;

	ReactivePasswordFormAuthenticationManager(@Nullable ReactiveAuthenticationManager own,
			DinteroPasswordReactiveAuthenticationManager dintero, SecondFactors secondFactors) {
		this.own = own;
		this.dintero = dintero;
		this.secondFactors = secondFactors;
	}

	@Override
	public Mono<Authentication> authenticate(Authentication authentication) {
		return Mono.deferContextual((context) -> (context.hasKey(SecondFactorWebFilter.class))
				? authenticateForm(authentication) : authenticateOwn(authentication));
	}

	private Mono<Authentication> authenticateForm(Authentication authentication) {
		SignedIn signedIn = this.secondFactors.redeem(String.valueOf(authentication.getCredentials()));
		if (signedIn != null) {
			return this.dintero.success(signedIn.username(), signedIn.response(), authentication);
		}
		return this.dintero.signIn(authentication)
			.onErrorMap(DinteroAuthorizationException.class,
					(failure) -> (failure instanceof DinteroMfaRequiredException required)
							? new SecondFactorSignal(authentication.getName(), required)
							: PasswordSignIn.failure(failure));
	}

	private Mono<Authentication> authenticateOwn(Authentication authentication) {
		return (this.own != null) ? this.own.authenticate(authentication)
				: Mono.error(() -> new BadCredentialsException("The application has no users of its own"));
	}

}
