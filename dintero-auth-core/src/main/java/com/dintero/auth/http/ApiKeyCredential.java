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

package com.dintero.auth.http;

import org.springframework.http.HttpHeaders;

import com.dintero.auth.ApiKeyRegistration;
import com.dintero.auth.internal.http.Hop;

/**
 * Whose API key a request carries.
 *
 * @param registration the registration that has the key
 * @param open whether a resolver may still say that the request is for another account
 */
record ApiKeyCredential(ApiKeyRegistration registration, boolean open) implements RequestCredential {

	/**
	 * The header that some of Dintero's Checkout endpoints take in place of a token.
	 */
	static final String HEADER = Hop.API_KEY;

	@Override
	public String registrationId() {
		return this.registration.registrationId();
	}

	void addTo(HttpHeaders headers) {
		headers.set(HEADER, this.registration.apiKey().reveal());
	}

}
