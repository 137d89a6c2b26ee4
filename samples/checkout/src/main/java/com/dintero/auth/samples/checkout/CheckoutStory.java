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

package com.dintero.auth.samples.checkout;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Component;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;

/**
 * What the sample does and says.
 */
@Component
class CheckoutStory {

	private final CheckoutProperties properties;

	private final DinteroRegistration registration;

	private final SettingsReader settingsReader;

	private final CheckoutApi checkoutApi;

	private final TokenUse tokenUse;

	CheckoutStory(CheckoutProperties properties, DinteroRegistrations registrations, SettingsReader settingsReader,
			CheckoutApi checkoutApi, TokenUse tokenUse) {
		this.properties = properties;
		this.registration = registrations.getDefault();
		this.settingsReader = settingsReader;
		this.checkoutApi = checkoutApi;
		this.tokenUse = tokenUse;
	}

	void tell() throws Exception {
		say("This application talks to %s at %s.".formatted(
				this.tokenUse.isEmbedded() ? "MockDintero, which runs inside it," : "Dintero",
				this.registration.baseUrl()));
		say("Its registration is '%s', a client of the account %s.".formatted(this.registration.registrationId(),
				this.registration.accountId()));
		int calls = readSettings() + createSession();
		say(this.tokenUse.describe(calls));
		say("The token expires at %s.".formatted(this.tokenUse.expiry().truncatedTo(ChronoUnit.SECONDS)));
	}

	private int readSettings() throws Exception {
		List<AccountSettings> settings = this.settingsReader.read(this.properties.reads(), this.properties.threads());
		say("It read the settings of '%s' %d times, from %d threads at once,".formatted(settings.get(0).name(),
				settings.size(), this.properties.threads()));
		say("with a RestClient, a WebClient and an HTTP interface in turn.");
		return settings.size();
	}

	private int createSession() {
		if (!this.properties.createSession()) {
			say("It created no checkout session: sample.create-session is false.");
			return 0;
		}
		Session session = this.checkoutApi.createSession(SessionOrder.of("sample-" + UUID.randomUUID()));
		this.tokenUse.note();
		say("It created the checkout session %s.".formatted(session.id()));
		return 1;
	}

	private static void say(String sentence) {
		System.out.println(sentence);
	}

}
