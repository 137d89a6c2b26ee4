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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

import com.dintero.auth.test.MockUserInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the documentation's pages about sign-in and Spring Security's managers.
 */
class DocumentedExamplesTests {

	@Test
	void staffReadTheirAccountWithATokenOfTheirOwn() {
		try (SignInFixture fixture = new SignInFixture().withLogin()) {
			Browser browser = fixture.start(WebApplicationType.SERVLET, Examples.class).browser();
			assertThat(fixture.signIn(browser, "/account", fixture.user("ada")).body()).contains("business_name");
			String token = browser.get("/token").body();
			assertThat(fixture.dintero().resources().requests())
				.extracting((request) -> request.header("Authorization"))
				.containsExactly("Bearer " + token);
		}
	}

	@Test
	void staffHaveTheRolesOfTheirDepartment() {
		try (SignInFixture fixture = new SignInFixture().withLogin()) {
			Browser browser = fixture.start(WebApplicationType.SERVLET, StaffConfiguration.class).browser();
			MockUserInfo user = new MockUserInfo(fixture.identityServer().issuer(),
					Map.of("sub", "ada", "department", "FINANCE"));
			fixture.signIn(browser, "/me", user);
			assertThat(browser.get("/authorities").body()).contains("ROLE_FINANCE").doesNotContain("OAUTH2_USER");
		}
	}

	@Test
	void aManagerMadeByHandDrawsOnTheCache() {
		try (SignInFixture fixture = new SignInFixture()) {
			BatchManager manager = fixture.start(WebApplicationType.NONE, Examples.class)
				.context()
				.getBean(BatchManager.class);
			assertThat(manager.authorize().getAccessToken().getTokenValue())
				.isEqualTo(manager.authorize().getAccessToken().getTokenValue());
			assertThat(fixture.dintero().tokenEndpoint().requestCount()).isOne();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ AccountController.class, BatchManager.class })
	static class Examples {

		@Bean
		RestClient dinteroClient(RestClient.Builder builder, Environment environment) {
			return builder.baseUrl(environment.getRequiredProperty("dintero.auth.base-url")).build();
		}

	}

}
