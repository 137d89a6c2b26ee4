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

package com.dintero.auth.internal.token;

import java.io.Serial;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;

/**
 * What is kept of a failure, of which there may be one for each of thousands of accounts:
 * no stack trace, no cause and no nested errors. Callers get a copy with a stack trace of
 * their own.
 */
final class RememberedFailure extends DinteroAuthorizationException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Keep what callers need to know of a failure.
	 * @param failure the failure
	 * @param retryAfter how long Dintero wants to be left alone from now on
	 */
	RememberedFailure(DinteroAuthorizationException failure, @Nullable Duration retryAfter) {
		super(failure.getError(), String.valueOf(failure.getMessage()),
				new Details(failure.getRegistrationId(), failure.getAccountId(), failure.getEndpoint(),
						failure.getStatus(), failure.getCode(), retryAfter, List.of()),
				null);
	}

	@Override
	public Throwable fillInStackTrace() {
		return this;
	}

}
