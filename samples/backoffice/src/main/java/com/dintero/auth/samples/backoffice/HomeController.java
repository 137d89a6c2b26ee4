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

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The page of whoever is signed in. Its parameters are Spring Security's own: the user,
 * and the user's Dintero token, without which the browser is sent to sign in again.
 */
@Controller
class HomeController {

	private static final DateTimeFormatter EXPIRY = DateTimeFormatter
		.ofPattern("d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private final AccountReader reader;

	private final BackOffice backOffice;

	HomeController(AccountReader reader, BackOffice backOffice) {
		this.reader = reader;
		this.backOffice = backOffice;
	}

	@GetMapping("/")
	String home(@AuthenticationPrincipal OAuth2User user,
			@RegisteredOAuth2AuthorizedClient(BackOffice.REGISTRATION_ID) OAuth2AuthorizedClient client, Model model) {
		model.addAttribute("backOffice", this.backOffice);
		model.addAttribute("user", user);
		model.addAttribute("expiresAt", EXPIRY.format(Objects.requireNonNull(client.getAccessToken().getExpiresAt())));
		model.addAttribute("account", this.reader.read(client.getAccessToken()));
		return "home";
	}

}
