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

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The page of whoever is signed in, with the user's own Dintero token: that of the
 * registration that the user has signed in with. Without one that is good the browser is
 * sent to sign in again.
 */
@Controller
class HomeController {

	private static final DateTimeFormatter EXPIRY = DateTimeFormatter
		.ofPattern("d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private final AccountReader reader;

	private final BackOffice backOffice;

	private final OAuth2AuthorizedClientManager authorizedClients;

	HomeController(AccountReader reader, BackOffice backOffice, OAuth2AuthorizedClientManager authorizedClients) {
		this.reader = reader;
		this.backOffice = backOffice;
		this.authorizedClients = authorizedClients;
	}

	@GetMapping("/")
	String home(Authentication user, Model model) {
		StaffMember member = StaffMember.of(user, this.backOffice);
		OAuth2AccessToken token = token(member.registrationId(), user);
		model.addAttribute("backOffice", this.backOffice);
		model.addAttribute("user", member);
		model.addAttribute("expiresAt", EXPIRY.format(Objects.requireNonNull(token.getExpiresAt())));
		model.addAttribute("account", this.reader.read(token));
		return "home";
	}

	private OAuth2AccessToken token(String registrationId, Authentication user) {
		OAuth2AuthorizedClient client = this.authorizedClients
			.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(registrationId).principal(user).build());
		return Objects.requireNonNull(client).getAccessToken();
	}

}
