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

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;

@Configuration(proxyBeanMethods = false)
class StaffConfiguration {

	@Bean
	GrantedAuthoritiesMapper staffAuthorities() {
		return (authorities) -> authorities.stream()
			.map((authority) -> (authority instanceof OAuth2UserAuthority user)
					? new SimpleGrantedAuthority("ROLE_" + user.getAttributes().get("department")) : authority)
			.map(GrantedAuthority.class::cast)
			.toList();
	}

}
