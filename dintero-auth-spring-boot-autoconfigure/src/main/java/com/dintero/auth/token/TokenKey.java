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

import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Exchange;

/**
 * All that selects a token.
 *
 * @param registrationId the registration that gets it
 * @param accountId the account that it is for
 * @param audience the API that it is for
 * @param grantType how it is got
 */
record TokenKey(String registrationId, AccountId accountId, String audience, AuthorizationGrantType grantType) {

	static TokenKey clientCredentials(DinteroRegistration registration) {
		return new TokenKey(registration.registrationId(), registration.accountId(), registration.audience(),
				AuthorizationGrantType.CLIENT_CREDENTIALS);
	}

	static TokenKey merchant(DinteroRegistration registration, AccountId accountId) {
		Exchange exchange = registration.exchange();
		return new TokenKey(registration.registrationId(), accountId, exchange.audience(), (exchange.merchantToken())
				? DinteroAuthorizationGrantTypes.MERCHANT_TOKEN : DinteroAuthorizationGrantTypes.EXCHANGE_TOKEN);
	}

}
