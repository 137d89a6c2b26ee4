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
 * No token could be had from Dintero. The message says for which registration, from which
 * endpoint and why; it never holds a secret or a token.
 * <p>
 * The {@linkplain #getError() error code} is one of OAuth 2.0's: {@code invalid_request}
 * (400), {@code invalid_client} (401), {@code invalid_token} (401 where the credential
 * was a token of Dintero's, as in a partner's exchange), {@code invalid_grant} (401 where
 * a user's password, code or token is not valid, and 400 and 403 of a refresh token as
 * well), {@code mfa_required} ({@link DinteroMfaRequiredException}),
 * {@code access_denied} (403), {@code temporarily_unavailable} (429, 502, 503, 504,
 * connection failures, timeouts), {@code server_error} (other 5xx) and
 * {@code invalid_token_response} (an answer that is not Dintero's). Dintero's own code,
 * which is not limited to a known set, is {@link #getCode()}.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749,
 * section 5.2</a>
 */
public class DinteroAuthorizationException extends OAuth2AuthorizationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Details details;

	/**
	 * Create an exception.
	 * @param error the OAuth 2.0 error
	 * @param message what happened, and what to do
	 * @param details where it happened, and what Dintero said of it
	 * @param cause what it was caused by, if anything
	 */
	@SuppressWarnings("NullAway") // Throwable takes a cause of null
	public DinteroAuthorizationException(OAuth2Error error, String message, Details details,
			@Nullable Throwable cause) {
		super(error, message, cause);
		this.details = details;
	}

	/**
	 * Return an exception of the same content with the stack trace of the current thread.
	 * Callers that wait for the same token share one failure; each throws an exception of
	 * its own, caused by the shared one.
	 * @return the exception to throw
	 */
	public DinteroAuthorizationException forCaller() {
		return new DinteroAuthorizationException(getError(), String.valueOf(getMessage()), this.details, this);
	}

	final Details getDetails() {
		return this.details;
	}

	/**
	 * Return the registration that the token was for.
	 * @return the registration's id
	 */
	public String getRegistrationId() {
		return this.details.registrationId();
	}

	/**
	 * Return the merchant's account that the token was for.
	 * @return the account's id, or {@code null} if it was the registration's own token
	 */
	public @Nullable String getAccountId() {
		return this.details.accountId();
	}

	/**
	 * Return the endpoint that was asked.
	 * @return the endpoint's URI
	 */
	public URI getEndpoint() {
		return this.details.endpoint();
	}

	/**
	 * Return the HTTP status of the answer.
	 * @return the status, or {@code null} if there was no answer
	 */
	public @Nullable Integer getStatus() {
		return this.details.status();
	}

	/**
	 * Return {@code error.code} of the answer.
	 * @return the code that Dintero gave, or {@code null} if the answer had none
	 */
	public @Nullable String getCode() {
		return this.details.code();
	}

	/**
	 * Return how long Dintero asks to wait before the next request.
	 * @return the value of {@code Retry-After}, never negative, or {@code null} if the
	 * answer had none that can be read
	 */
	public @Nullable Duration getRetryAfter() {
		return this.details.retryAfter();
	}

	/**
	 * Return {@code error.errors} of the answer, Dintero's nested validation errors.
	 * @return the nested errors, each as a JSON object; empty if there were none
	 */
	public List<Map<String, Object>> getErrors() {
		return this.details.errors();
	}

	/**
	 * Where a request for a token failed, and what the endpoint said of it.
	 *
	 * @param registrationId the id of the registration that the token was for
	 * @param accountId the merchant's account that the token was for, {@code null} for
	 * the registration's own token
	 * @param endpoint the endpoint that was asked
	 * @param status the HTTP status, {@code null} if there was no answer
	 * @param code Dintero's {@code error.code}, if there was one
	 * @param retryAfter how long to wait before the next request, if the endpoint said so
	 * @param errors Dintero's {@code error.errors}: serializable maps, lists, strings,
	 * numbers and booleans
	 */
	public record Details(String registrationId, @Nullable String accountId, URI endpoint, @Nullable Integer status,
			@Nullable String code, @Nullable Duration retryAfter,
			List<Map<String, Object>> errors) implements Serializable {

		/**
		 * Details of a request that got no answer.
		 * @param registrationId the id of the registration that the token was for
		 * @param accountId the merchant's account that the token was for, if any
		 * @param endpoint the endpoint that was asked
		 * @return the details
		 */
		public static Details withoutAnswer(String registrationId, @Nullable String accountId, URI endpoint) {
			return new Details(registrationId, accountId, endpoint, null, null, null, List.of());
		}

	}

}
