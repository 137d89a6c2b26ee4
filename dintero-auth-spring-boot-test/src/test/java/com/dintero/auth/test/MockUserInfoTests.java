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

package com.dintero.auth.test;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@link MockUserInfo}.
 */
class MockUserInfoTests {

	@Test
	void theClaimsKeepTheirOrderAndDoNotChange() {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("sub", "1");
		claims.put("email", null);
		claims.put("age", 36);
		MockUserInfo user = new MockUserInfo("https://identityserver.example.com", claims);
		claims.clear();
		assertThat(user.value().keySet()).containsExactly("sub", "email", "age");
		assertThat(user.value()).containsEntry("email", null).containsEntry("age", 36);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(user.value()::clear);
	}

	@Test
	void aUserMayHaveNoClaimsButHasAnAuthority() {
		assertThat(new MockUserInfo("https://identityserver.example.com", Map.of()).value()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> new MockUserInfo(" ", Map.of()));
	}

}
