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

import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.MfaChannel;

/**
 * The state of a sign-in that waits for the second factor. A page of the application's
 * own gets it as the request attribute {@link #ATTRIBUTE}. It holds nothing secret.
 *
 * @param loginPath the path that the page posts the code to, as {@code binding_code};
 * {@code null} if no code can be entered and the user has to start again
 * @param channel how the last code was sent, {@code null} if none was
 * @param channels how another code can be sent: the page posts one's
 * {@link MfaChannel#value() value} to its own path, as {@code channel}. Empty if no more
 * codes are sent
 * @param attemptsLeft how many codes the user may still try
 * @param messageKey the key of what the page tells the user, {@code null} if there is
 * nothing to tell
 */
public record SecondFactorView(@Nullable String loginPath, @Nullable MfaChannel channel, Set<MfaChannel> channels,
		int attemptsLeft, @Nullable String messageKey) {

	/**
	 * The name of the request attribute, in servlet and in reactive applications.
	 */
	public static final String ATTRIBUTE = "com.dintero.auth.login.form.SecondFactorView";

	/**
	 * Create a view.
	 * @param loginPath the path that the page posts the code to
	 * @param channel how the last code was sent
	 * @param channels how another code can be sent
	 * @param attemptsLeft how many codes the user may still try
	 * @param messageKey the key of what the page tells the user
	 */
	public SecondFactorView {
		channels = Set.copyOf(channels);
	}

	static SecondFactorView over(SecondFactorOutcome.Kind kind) {
		return new SecondFactorView(null, null, Set.of(), 0, kind.messageKey());
	}

}
