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
 * The state of a sign-in that waits for the second factor. The application's own page
 * receives it as the request attribute {@link #ATTRIBUTE}. It contains no secret.
 *
 * @param loginPath the path to which the page posts the code as {@code binding_code}, or
 * {@code null} if the user must start again
 * @param channel the channel of the last code, or {@code null} if Dintero sent none
 * @param channels the channels for another code, empty if no code is left. The page posts
 * the {@link MfaChannel#value() value} of one to its own path as {@code channel}
 * @param attemptsLeft the number of attempts that are left
 * @param messageKey the key of the message for the user, or {@code null}
 */
public record SecondFactorView(@Nullable String loginPath, @Nullable MfaChannel channel, Set<MfaChannel> channels,
		int attemptsLeft, @Nullable String messageKey) {

	/**
	 * The name of the request attribute, in servlet and in reactive applications.
	 */
	public static final String ATTRIBUTE = "com.dintero.auth.login.form.SecondFactorView";

	/**
	 * Creates a view.
	 * @param loginPath the path to which the page posts the code
	 * @param channel the channel of the last code
	 * @param channels the channels for another code
	 * @param attemptsLeft the number of attempts that are left
	 * @param messageKey the key of the message for the user
	 */
	public SecondFactorView {
		channels = Set.copyOf(channels);
	}

	static SecondFactorView over(SecondFactorOutcome.Kind kind) {
		return new SecondFactorView(null, null, Set.of(), 0, kind.messageKey());
	}

}
