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

package com.dintero.auth.test;

import org.jspecify.annotations.Nullable;

/**
 * What an MFA token stands for: a user who still has to answer a challenge.
 *
 * @param client the client whose token was used
 * @param user the user
 * @param audience the audience of the token that the user is to get
 * @param recovery whether the answer to the challenge only leads to a second one
 * @param usedChannel the channel that the challenge must not be over any more, or
 * {@code null} if any will do
 */
record MfaLogin(MockDinteroClient client, MockUser user, String audience, boolean recovery,
		@Nullable CodeChannel usedChannel) {

	static MfaLogin of(MockDinteroClient client, MockUser user, String audience) {
		return new MfaLogin(client, user, audience, false, null);
	}

	static MfaLogin recovery(MockDinteroClient client, MockUser user, String audience) {
		return new MfaLogin(client, user, audience, true, null);
	}

	MfaLogin secondStep(CodeChannel usedChannel) {
		return new MfaLogin(this.client, this.user, this.audience, false, usedChannel);
	}

}
