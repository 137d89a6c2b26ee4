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

package com.dintero.auth.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;

/**
 * Warns about a sign-in whose dependencies are missing. A form would otherwise reject
 * every password without a reason.
 */
class NoSignInWarning implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(NoSignInWarning.class);

	private final DinteroRegistrations registrations;

	NoSignInWarning(DinteroRegistrations registrations) {
		this.registrations = registrations;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (DinteroRegistration registration : this.registrations.all()) {
			if (registration.login() != null || registration.passwordLogin() != null) {
				logger.warn(("Users cannot sign in with Dintero registration '%s', because "
						+ "'spring-boot-starter-security-oauth2-client' is not on the class path")
					.formatted(registration.registrationId()));
			}
		}
	}

}
