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

package com.dintero.auth.internal.endpoint;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.AccountId;

/**
 * How a request for a token of the cache has ended, with all its steps and attempts.
 *
 * @param registrationId the id of the registration
 * @param accountId the account that the token is for
 * @param own whether it is the registration's own token, and not a merchant's
 * @param ahead whether it was requested while callers could still use the token before
 * @param expiresAt when callers lose the token that they have now, the new one or, after
 * a failure, the one before; {@code null} if they have none
 * @param failure why callers get no new token, {@code null} if they get one
 */
public record TokenOutcome(String registrationId, AccountId accountId, boolean own, boolean ahead,
		@Nullable Instant expiresAt, @Nullable Throwable failure) {

}
