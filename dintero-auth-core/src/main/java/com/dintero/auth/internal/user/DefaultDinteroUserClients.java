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

package com.dintero.auth.internal.user;

import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.DinteroUserClients;

/**
 * The blocking clients of {@link RegistrationUsers}.
 */
public final class DefaultDinteroUserClients implements DinteroUserClients {

	private final RegistrationUsers users;

	/**
	 * Create the blocking face.
	 * @param users what it shares with the other one
	 */
	public DefaultDinteroUserClients(RegistrationUsers users) {
		this.users = users;
	}

	@Override
	public DinteroUserClient get(String registrationId) {
		return new BlockingUserClient(this.users.get(registrationId));
	}

}
