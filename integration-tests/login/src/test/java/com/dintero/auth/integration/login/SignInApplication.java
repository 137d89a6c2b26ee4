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

package com.dintero.auth.integration.login;

import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application, of either kind, that one has to sign in to.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SignInApplication.UserController.class)
class SignInApplication {

	@Bean(defaultCandidate = false)
	TestClock dinteroClock() {
		return new TestClock();
	}

	// Netty's global resources are kept for the next context. To stop them each time
	// would take long
	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		return new ReactorResourceFactory() {

			@Override
			public void stop() {
				// Kept
			}

			@Override
			public void destroy() {
				// Kept
			}

		};
	}

	/**
	 * Says who is signed in.
	 */
	@RestController
	static class UserController {

		@GetMapping("/me")
		String me(@AuthenticationPrincipal OAuth2User user) {
			return user.getName() + " " + new TreeMap<>(user.getAttributes());
		}

		@GetMapping("/authorities")
		String authorities(Authentication authentication) {
			return authentication.getAuthorities()
				.stream()
				.map(GrantedAuthority::getAuthority)
				.sorted()
				.collect(Collectors.joining(","));
		}

		@GetMapping("/token")
		String token(@RegisteredOAuth2AuthorizedClient("dintero") OAuth2AuthorizedClient client) {
			return client.getAccessToken().getTokenValue();
		}

		@GetMapping("/open/hello")
		String hello() {
			return "world";
		}

	}

}
