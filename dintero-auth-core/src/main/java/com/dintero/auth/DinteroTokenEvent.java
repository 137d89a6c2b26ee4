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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What has come of a request for a token of the application, without the token. However
 * many callers wait for the token and however often the request is sent, one event says
 * how it ends. A request whose token was forgotten meanwhile has no event.
 * <p>
 * With Spring Boot it is an application event. Listeners run one after another on a
 * thread that they have to themselves, in the order of the events, and after callers have
 * the token: a slow listener delays later events, and no caller. What a listener throws
 * is logged. While 1000 events wait, new ones are dropped, which is logged once.
 *
 * @param type what has come of it
 * @param time when it ended
 * @param registrationId the id of the registration
 * @param accountId the merchant's account that the token is for, {@code null} for the
 * registration's own token
 * @param expiresAt when callers lose the token that they have now: the new one or, after
 * a failed renewal, the one before; {@code null} if they have none
 * @param failure why callers get no new token, {@code null} if they get one
 */
public record DinteroTokenEvent(Type type, Instant time, String registrationId, @Nullable String accountId,
		@Nullable Instant expiresAt, @Nullable Failure failure) {

	/**
	 * What has come of a request for a token.
	 */
	public enum Type {

		/**
		 * Callers that waited for a token get it.
		 */
		OBTAINED,

		/**
		 * A token was renewed while callers still had the one before.
		 */
		RENEWED,

		/**
		 * Dintero refused the request with {@code 400}, {@code 401} or {@code 403}: the
		 * same request would be refused again.
		 */
		REFUSED,

		/**
		 * No token could be had for any other reason. A later request may succeed.
		 */
		UNAVAILABLE

	}

	/**
	 * Why a token could not be had.
	 *
	 * @param message what happened, and what to check
	 * @param errorCode OAuth 2.0's error code, {@code null} if the request could not be
	 * made
	 * @param code Dintero's {@code error.code}, {@code null} if there was none
	 * @param status the HTTP status, {@code null} if there was no answer
	 */
	public record Failure(String message, @Nullable String errorCode, @Nullable String code, @Nullable Integer status) {

	}

}
