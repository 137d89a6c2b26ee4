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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;

import com.dintero.auth.login.oidc.DinteroOAuth2UserService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users may do.
 */
class AuthoritiesTests {

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void aMapperOfSpringSecuritysMapsThem(WebApplicationType type) {
		try (SignInFixture fixture = new SignInFixture().withLogin()) {
			Browser browser = fixture.start(type, StaffMapper.class).browser();
			fixture.signIn(browser, "/me", fixture.user("ada"));
			assertThat(browser.get("/authorities").body()).contains("ada@example.com from ")
				.doesNotContain("OAUTH2_USER");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class StaffMapper {

		@Bean
		GrantedAuthoritiesMapper authoritiesMapper() {
			return (authorities) -> authorities.stream()
				.filter(OAuth2UserAuthority.class::isInstance)
				.map(OAuth2UserAuthority.class::cast)
				.map((authority) -> (GrantedAuthority) new SimpleGrantedAuthority(
						"%s from %s".formatted(authority.getAttributes().get("email"),
								authority.getAttributes().get(DinteroOAuth2UserService.AUTHORITY))))
				.toList();
		}

	}

}
