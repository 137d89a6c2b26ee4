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

import com.dintero.auth.DinteroAuthorizationGrantTypes;

/**
 * A manager of Spring Security's that needs no web request, with our providers.
 */
enum ManagerKind {

	BLOCKING {

		@Override
		TestManager exchange(PartnerFixture fixture, ClientRegistration registration) {
			var provider = new ExchangeTokenOAuth2AuthorizedClientProvider(fixture.registrations(), fixture.client(),
					fixture.tokens());
			return TestManager.blocking(registration, provider, provider::setClock, provider::setClockSkew);
		}

		@Override
		TestManager merchant(PartnerFixture fixture, ClientRegistration registration) {
			var provider = new MerchantTokenOAuth2AuthorizedClientProvider(fixture.registrations(), fixture.client(),
					fixture.tokens());
			return TestManager.blocking(registration, provider, provider::setClock, provider::setClockSkew);
		}

	},

	REACTIVE {

		@Override
		TestManager exchange(PartnerFixture fixture, ClientRegistration registration) {
			var provider = new ExchangeTokenReactiveOAuth2AuthorizedClientProvider(fixture.registrations(),
					fixture.client(), fixture.reactiveTokens());
			return TestManager.reactive(registration, provider, provider::setClock, provider::setClockSkew);
		}

		@Override
		TestManager merchant(PartnerFixture fixture, ClientRegistration registration) {
			var provider = new MerchantTokenReactiveOAuth2AuthorizedClientProvider(fixture.registrations(),
					fixture.client(), fixture.reactiveTokens());
			return TestManager.reactive(registration, provider, provider::setClock, provider::setClockSkew);
		}

	};

	abstract TestManager exchange(PartnerFixture fixture, ClientRegistration registration);

	abstract TestManager merchant(PartnerFixture fixture, ClientRegistration registration);

	TestManager exchange(PartnerFixture fixture) {
		return exchange(fixture, fixture.partner(DinteroAuthorizationGrantTypes.EXCHANGE_TOKEN));
	}

	TestManager merchant(PartnerFixture fixture) {
		return merchant(fixture, fixture.partner(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN));
	}

}
