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

package com.dintero.auth.oauth2;

import org.springframework.security.oauth2.client.registration.ClientRegistration;

/**
 * A manager of Spring Security's that needs no web request, with our provider.
 */
enum MerchantManagerKind {

	BLOCKING {

		@Override
		TestManager of(PartnerFixture fixture, ClientRegistration registration) {
			return TestManager.blocking(registration,
					new MerchantTokenOAuth2AuthorizedClientProvider(fixture.tokens()));
		}

	},

	REACTIVE {

		@Override
		TestManager of(PartnerFixture fixture, ClientRegistration registration) {
			return TestManager.reactive(registration,
					new MerchantTokenReactiveOAuth2AuthorizedClientProvider(fixture.reactiveTokens()));
		}

	};

	abstract TestManager of(PartnerFixture fixture, ClientRegistration registration);

	TestManager of(PartnerFixture fixture) {
		return of(fixture, fixture.partner(DinteroClientRegistrations.MERCHANT_TOKEN));
	}

}
