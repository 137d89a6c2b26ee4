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

package com.dintero.auth.samples.identity;

import java.security.Principal;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The pages that users see. The forms on them are answered by Spring Security.
 */
@Controller
class PageController {

	static final String CONSENT_PAGE = "/consent";

	private static final Map<String, String> SCOPES = Map.of(OidcScopes.PROFILE, "Your name and your user name");

	private final RegisteredClientRepository clients;

	PageController(RegisteredClientRepository clients) {
		this.clients = clients;
	}

	@GetMapping("/login")
	String signIn() {
		return "sign-in";
	}

	@GetMapping(CONSENT_PAGE)
	String consent(@RequestParam("client_id") String clientId, @RequestParam String scope, @RequestParam String state,
			Principal user, Model model) {
		RegisteredClient client = this.clients.findByClientId(clientId);
		if (client == null) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
		}
		// That somebody has signed in is nothing to agree to
		Map<String, String> scopes = Stream.of(scope.split(" "))
			.filter((each) -> !each.equals(OidcScopes.OPENID))
			.collect(Collectors.toMap(Function.identity(), (each) -> SCOPES.getOrDefault(each, each)));
		model.addAttribute("client", client);
		model.addAttribute("state", state);
		model.addAttribute("user", user.getName());
		model.addAttribute("scopes", scopes);
		return "consent";
	}

}
