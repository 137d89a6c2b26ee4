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

package com.dintero.auth.token;

import java.time.Duration;

/**
 * What happens after a token request has failed.
 *
 * @param deadline how long anybody waits for a token, with all attempts and pauses, from
 * the turn of its request on
 * @param maximumAttempts how often a request is sent while somebody waits
 * @param pause how long the first pause between those attempts is; each is twice the one
 * before
 * @param backoff how long the renewal of a token that is still valid rests after its
 * first failure; twice as long after each further one
 * @param maximumBackoff how long it rests at most
 * @param maximumRetryAfter how much of a {@code Retry-After} is believed
 * @param rejectionMemory how long a rejection is remembered; longer that an account is
 * none of the partner's merchants
 */
public record RetrySettings(Duration deadline, int maximumAttempts, Duration pause, Duration backoff,
		Duration maximumBackoff, Duration maximumRetryAfter, Duration rejectionMemory) {

}
