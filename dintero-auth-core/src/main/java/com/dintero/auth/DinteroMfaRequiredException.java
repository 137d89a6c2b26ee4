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

package com.dintero.auth;

import java.beans.Transient;
import java.io.Serial;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Dintero wants a second factor before it issues a token: {@code 403} with the code
 * {@code mfa_required}, from whatever grant. The next step is to request a challenge with
 * the {@linkplain #getMfaToken() mfa_token}, and to answer it with the binding code that
 * the user receives. A challenge that was answered well can bring this exception again,
 * with a new token: recovery takes two of them, over different channels.
 */
public class DinteroMfaRequiredException extends DinteroAuthorizationException {

	/**
	 * The error code, and Dintero's own code.
	 */
	public static final String MFA_REQUIRED = "mfa_required";

	@Serial
	private static final long serialVersionUID = 1L;

	// Whoever has it and the binding code has the user's token
	private final transient @Nullable String mfaToken;

	private final Set<MfaChannel> channels;

	/**
	 * Create an exception.
	 * @param message what happened, and what to do
	 * @param details where it happened, and what Dintero said of it
	 * @param mfaToken the {@code mfa_token}
	 * @param channels the channels that there are
	 */
	public DinteroMfaRequiredException(String message, Details details, String mfaToken, Set<MfaChannel> channels) {
		this(message, details, mfaToken, channels, null);
	}

	private DinteroMfaRequiredException(String message, Details details, @Nullable String mfaToken,
			Set<MfaChannel> channels, @Nullable Throwable cause) {
		super(new OAuth2Error(MFA_REQUIRED), message, details, cause);
		this.mfaToken = mfaToken;
		this.channels = (channels.isEmpty()) ? EnumSet.noneOf(MfaChannel.class) : EnumSet.copyOf(channels);
	}

	@Override
	public DinteroMfaRequiredException forCaller() {
		return new DinteroMfaRequiredException(String.valueOf(getMessage()), getDetails(), this.mfaToken, this.channels,
				this);
	}

	/**
	 * Return the same failure for somebody who cannot answer a challenge.
	 * @param errorCode what it means to them
	 * @param message what happened to them, and what to do
	 * @return an exception of another type, caused by this one
	 */
	public DinteroAuthorizationException withoutChallenge(String errorCode, String message) {
		return new DinteroAuthorizationException(new OAuth2Error(errorCode), message, getDetails(), this);
	}

	/**
	 * Return what a challenge is requested with. It is a credential: keep it on the
	 * server. No serialized form of the exception has it, JSON included.
	 * @return the {@code mfa_token}
	 * @throws IllegalStateException if the exception has been serialized meanwhile, which
	 * the token is not
	 */
	@Transient
	public String getMfaToken() {
		if (this.mfaToken == null) {
			throw new IllegalStateException("The mfa_token is not serialized: the user has to start again");
		}
		return this.mfaToken;
	}

	/**
	 * Return how the user can receive a binding code.
	 * @return the channels that Dintero has named with {@code oob_channel}, or all there
	 * are if it has named none
	 */
	public Set<MfaChannel> getChannels() {
		return EnumSet.copyOf(this.channels);
	}

}
