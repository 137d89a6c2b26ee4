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

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where a request for a token failed, and what the endpoint said of it.
 *
 * @param registrationId the id of the registration that the token was for
 * @param accountId the merchant's account that the token was for, {@code null} for the
 * registration's own token
 * @param endpoint the endpoint that was asked
 * @param status the HTTP status, {@code null} if there was no answer
 * @param code Dintero's {@code error.code}, if there was one
 * @param retryAfter how long to wait before the next request, if the endpoint said so
 * @param errors Dintero's {@code error.errors}: serializable maps, lists, strings,
 * numbers and booleans
 */
public record DinteroErrorDetails(String registrationId, @Nullable String accountId, URI endpoint,
		@Nullable Integer status, @Nullable String code, @Nullable Duration retryAfter,
		List<Map<String, Object>> errors) implements Serializable {

	/**
	 * Details of a request that got no answer.
	 * @param registrationId the id of the registration that the token was for
	 * @param accountId the merchant's account that the token was for, if any
	 * @param endpoint the endpoint that was asked
	 * @return the details
	 */
	public static DinteroErrorDetails withoutAnswer(String registrationId, @Nullable String accountId, URI endpoint) {
		return new DinteroErrorDetails(registrationId, accountId, endpoint, null, null, null, List.of());
	}

}
