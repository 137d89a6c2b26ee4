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

import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Thrown when Dintero does not issue a token. The message names the registration, the
 * endpoint and the reason. It never contains a secret or a token.
 * <p>
 * The {@linkplain #getError() error code} is one of OAuth 2.0:
 * <ul>
 * <li>{@code invalid_request}: status 400.</li>
 * <li>{@code invalid_client}: status 401.</li>
 * <li>{@code invalid_token}: status 401 for a request that carries a token of Dintero,
 * such as a partner's exchange.</li>
 * <li>{@code invalid_grant}: status 401 for a user's password, code or token, and also
 * 400 and 403 for a refresh token.</li>
 * <li>{@code mfa_required}: see {@link DinteroMfaRequiredException}.</li>
 * <li>{@code access_denied}: status 403.</li>
 * <li>{@code temporarily_unavailable}: status 429, 502, 503 or 504, a connection failure
 * or a timeout.</li>
 * <li>{@code server_error}: any other 5xx status.</li>
 * <li>{@code invalid_token_response}: an unexpected response.</li>
 * </ul>
 * {@link #getCode()} returns Dintero's own code, which is not limited to a known set.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749,
 * section 5.2</a>
 */
public class DinteroAuthorizationException extends OAuth2AuthorizationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Details details;

	/**
	 * Creates an exception.
	 * @param error the OAuth 2.0 error
	 * @param message what happened, and what to do
	 * @param details the request and Dintero's response
	 * @param cause the cause, if any
	 */
	@SuppressWarnings("NullAway") // Throwable takes a cause of null
	public DinteroAuthorizationException(OAuth2Error error, String message, Details details,
			@Nullable Throwable cause) {
		super(error, message, cause);
		this.details = details;
	}

	/**
	 * Returns a copy of this exception with the stack trace of the current thread.
	 * Callers that wait for the same token share one failure. Each caller throws its own
	 * copy, with the shared failure as the cause.
	 * @return the exception to throw
	 */
	public DinteroAuthorizationException forCaller() {
		return new DinteroAuthorizationException(getError(), String.valueOf(getMessage()), this.details, this);
	}

	final Details getDetails() {
		return this.details;
	}

	/**
	 * Returns the id of the registration that requested the token.
	 * @return the registration id
	 */
	public String getRegistrationId() {
		return this.details.registrationId();
	}

	/**
	 * Returns the account id of the merchant that the token was for.
	 * @return the account id, or {@code null} for the registration's own token
	 */
	public @Nullable String getAccountId() {
		return this.details.accountId();
	}

	/**
	 * Returns the endpoint that received the request.
	 * @return the endpoint
	 */
	public URI getEndpoint() {
		return this.details.endpoint();
	}

	/**
	 * Returns the HTTP status of the response.
	 * @return the status, or {@code null} without a response
	 */
	public @Nullable Integer getStatus() {
		return this.details.status();
	}

	/**
	 * Returns {@code error.code} of the response.
	 * @return the code, or {@code null} if the response has none
	 */
	public @Nullable String getCode() {
		return this.details.code();
	}

	/**
	 * Returns how long Dintero asks clients to wait before the next request.
	 * @return the value of {@code Retry-After}, never negative, or {@code null} if the
	 * response has no valid value
	 */
	public @Nullable Duration getRetryAfter() {
		return this.details.retryAfter();
	}

	/**
	 * Returns {@code error.errors} of the response, Dintero's nested validation errors.
	 * @return the nested errors, each a JSON object, or an empty list
	 */
	public List<Map<String, Object>> getErrors() {
		return this.details.errors();
	}

	/**
	 * Describes a failed token request and the response.
	 *
	 * @param registrationId the id of the registration that requested the token
	 * @param accountId the merchant's account id, or {@code null} for the registration's
	 * own token
	 * @param endpoint the endpoint that received the request
	 * @param status the HTTP status, or {@code null} without a response
	 * @param code Dintero's {@code error.code}, if any
	 * @param retryAfter how long to wait before the next request, if Dintero stated it
	 * @param errors Dintero's {@code error.errors}: serializable maps, lists, strings,
	 * numbers and booleans
	 */
	public record Details(String registrationId, @Nullable String accountId, URI endpoint, @Nullable Integer status,
			@Nullable String code, @Nullable Duration retryAfter,
			List<Map<String, Object>> errors) implements Serializable {

		/**
		 * Creates the details of a request that got no response.
		 * @param registrationId the id of the registration that requested the token
		 * @param accountId the merchant's account id, or {@code null} for the
		 * registration's own token
		 * @param endpoint the endpoint that received the request
		 * @return the details
		 */
		public static Details withoutAnswer(String registrationId, @Nullable String accountId, URI endpoint) {
			return new Details(registrationId, accountId, endpoint, null, null, null, List.of());
		}

	}

}
