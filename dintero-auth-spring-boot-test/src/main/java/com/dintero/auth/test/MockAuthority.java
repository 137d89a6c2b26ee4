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
 * The external identity provider where {@link MockDintero} redeems the codes that users
 * bring back from it. By default that is one in memory; with one of your own MockDintero
 * can talk to a real identity provider.
 *
 * @since 0.1.0
 * @see MockDintero.Builder#authority(MockAuthority)
 */
@FunctionalInterface
public interface MockAuthority {

	/**
	 * Redeems a code. This may take its time, but is interrupted when the server is
	 * closed.
	 * @param code the code
	 * @param redirectUri where the user came back to, or {@code null} if the request does
	 * not say
	 * @return what the authority tells about the user, or {@code null} if the answer is
	 * not to have {@code user_info}
	 * @throws CodeRefusedException if the code is no good, which is answered with
	 * {@code 400}
	 * @throws Exception if anything else goes wrong, which is answered with {@code 500}
	 * and not repeated there
	 */
	@Nullable MockUserInfo redeem(String code, @Nullable String redirectUri) throws Exception;

	/**
	 * Thrown where a {@link MockAuthority} does not accept a code. It has no message,
	 * because none would be answered.
	 */
	final class CodeRefusedException extends RuntimeException {

	}

}
