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

package com.dintero.auth.login.form;

import java.util.List;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.PasswordLogin;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.oauth2.DinteroClientRegistrations;

/**
 * Registrations that users sign in with by a form.
 */
final class TestPasswordLogins {

	private TestPasswordLogins() {
	}

	static DinteroRegistration of(DinteroRegistration registration) {
		return new DinteroRegistration(registration.registrationId(), registration.baseUrl(), registration.accountId(),
				registration.clientId(), registration.clientSecret(), registration.audience(), registration.primary(),
				registration.exchange(), DinteroClientRegistrations.PASSWORD, null,
				new PasswordLogin(List.of("ROLE_STAFF"), "/login/mfa", true, MfaChannel.SMS));
	}

}
