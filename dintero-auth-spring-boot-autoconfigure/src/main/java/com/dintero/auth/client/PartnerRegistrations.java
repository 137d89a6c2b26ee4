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

package com.dintero.auth.client;

import org.springframework.security.oauth2.client.registration.ClientRegistration;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;

/**
 * Finds Dintero's registrations by those of Spring Security, of the same id.
 */
final class PartnerRegistrations {

	private final DinteroRegistrations registrations;

	PartnerRegistrations(DinteroRegistrations registrations) {
		this.registrations = registrations;
	}

	boolean contains(ClientRegistration clientRegistration) {
		return this.registrations.contains(clientRegistration.getRegistrationId());
	}

	/**
	 * Return a partner's registration.
	 * @param clientRegistration the registration in Spring Security's terms
	 * @return the registration of the same id
	 * @throws IllegalArgumentException if there is none, or if it is not a partner's
	 */
	DinteroRegistration get(ClientRegistration clientRegistration) {
		return requirePartner(this.registrations.get(clientRegistration.getRegistrationId()));
	}

	static DinteroRegistration requirePartner(DinteroRegistration registration) {
		if (!registration.accountId().isPartner()) {
			throw new IllegalArgumentException(("Dintero registration '%s' cannot get tokens of merchants: its account "
					+ "'%s' is not a partner's, which ends in five zeros")
				.formatted(registration.registrationId(), registration.accountId()));
		}
		return registration;
	}

}
