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

package com.dintero.auth.samples.backoffice;

/**
 * Whose back office it is, and whom it asks.
 *
 * @param clientName what the identity provider is called
 * @param accountId the company's account
 * @param baseUrl the root of Dintero's API
 * @param embedded whether that is the Dintero inside this application
 */
record BackOffice(String clientName, String accountId, String baseUrl, boolean embedded) {

	/**
	 * The registration that staff of the identity provider sign in with.
	 */
	static final String REGISTRATION_ID = "backoffice";

	/**
	 * The registration that users of Dintero sign in with.
	 */
	static final String PASSWORD_REGISTRATION_ID = "backoffice-password";

}
