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
 * Thrown when Dintero requires a second factor before it issues a token: status
 * {@code 403} with the code {@code mfa_required}. Any grant can cause it. Request a
 * challenge with the {@linkplain #getMfaToken() mfa_token}, and answer the challenge with
 * the binding code that the user receives. A correct answer can cause this exception
 * again, with a new token, because recovery takes two challenges over different channels.
 */
public class DinteroMfaRequiredException extends DinteroAuthorizationException {

	/**
	 * The OAuth 2.0 error code, and Dintero's own code.
	 */
	public static final String MFA_REQUIRED = "mfa_required";

	@Serial
	private static final long serialVersionUID = 1L;

	// A credential: with the binding code it gives access to the user's token
	private final transient @Nullable String mfaToken;

	private final Set<MfaChannel> channels;

	/**
	 * Creates an exception.
	 * @param message what happened, and what to do
	 * @param details the request and Dintero's response
	 * @param mfaToken the {@code mfa_token}
	 * @param channels the channels that the user can choose from
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
	 * Returns the same failure for a caller that cannot answer a challenge.
	 * @param errorCode the error code for the caller
	 * @param message what happened, and what to do
	 * @return an exception that has this exception as its cause, and no {@code mfa_token}
	 */
	public DinteroAuthorizationException withoutChallenge(String errorCode, String message) {
		return new DinteroAuthorizationException(new OAuth2Error(errorCode), message, getDetails(), this);
	}

	/**
	 * Returns the token that requests a challenge. It is a credential: keep it on the
	 * server. No serialized form of the exception contains it, including JSON.
	 * @return the {@code mfa_token}
	 * @throws IllegalStateException if this exception was deserialized and has no token
	 */
	@Transient
	public String getMfaToken() {
		if (this.mfaToken == null) {
			throw new IllegalStateException("The mfa_token was not serialized. The user must sign in again");
		}
		return this.mfaToken;
	}

	/**
	 * Returns the channels over which the user can receive a binding code.
	 * @return the channels that Dintero named with {@code oob_channel}, or all channels
	 * if Dintero named none
	 */
	public Set<MfaChannel> getChannels() {
		return EnumSet.copyOf(this.channels);
	}

}
