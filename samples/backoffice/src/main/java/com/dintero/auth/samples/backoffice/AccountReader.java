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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Reads the account's settings with the token of whoever asks. What they may see is
 * Dintero's to decide.
 */
@Component
class AccountReader {

	private static final Log logger = LogFactory.getLog(AccountReader.class);

	private final RestClient dintero;

	private final BackOffice backOffice;

	AccountReader(RestClient dintero, BackOffice backOffice) {
		this.dintero = dintero;
		this.backOffice = backOffice;
	}

	Account read(OAuth2AccessToken token) {
		try {
			AccountSettings settings = this.dintero.get()
				.uri("/accounts/{id}/management/settings", this.backOffice.accountId())
				.headers((headers) -> headers.setBearerAuth(token.getTokenValue()))
				.retrieve()
				.requiredBody(AccountSettings.class);
			return new Account(settings, null);
		}
		catch (RestClientException | IllegalStateException ex) {
			logger.debug("The account could not be read", ex);
			return new Account(null, describe(ex));
		}
	}

	private static String describe(Exception failure) {
		if (failure instanceof RestClientResponseException ex) {
			return switch (ex.getStatusCode().value()) {
				case 401 -> "Dintero does not accept your sign-in any more.";
				case 403 -> "Dintero does not let you see this account.";
				default -> "Dintero answered with status %d.".formatted(ex.getStatusCode().value());
			};
		}
		return "Dintero gave no answer that could be read.";
	}

}
