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

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A kind of request that is about users, with a body in which everything is right but the
 * codes and tokens.
 *
 * @param name what it is
 * @param path the end of the path
 * @param endpoint the endpoint that it belongs to
 * @param members the members of the body
 * @param optional the names of those that can be left out
 */
record UserRequest(String name, String path, Function<MockDintero, MockEndpoint> endpoint, Map<String, Object> members,
		List<String> optional) {

	static final UserRequest PASSWORD = new UserRequest("password", "token", MockDintero::userTokenEndpoint,
			UserHttp.password(UserHttp.ADA), List.of());

	static final UserRequest PASSWORDLESS = new UserRequest("passwordless", "passwordless",
			MockDintero::passwordlessEndpoint, UserHttp.passwordless("email", "ada@example.com"), List.of("email"));

	static Stream<UserRequest> all() {
		return Stream.concat(withGrantType(), withPathOfItsOwn());
	}

	static Stream<UserRequest> withGrantType() {
		return Stream.of(PASSWORD,
				new UserRequest("authorization_code", "token", MockDintero::userTokenEndpoint,
						UserHttp.code("email", "ada@example.com", "000000"), List.of()),
				new UserRequest("mfa-oob", "token", MockDintero::userTokenEndpoint,
						UserHttp.answer("mfa-token", "oob-code", "000000"), List.of()),
				new UserRequest("refresh_token", "token", MockDintero::refreshEndpoint,
						UserHttp.refresh("refresh-token"), List.of()));
	}

	static Stream<UserRequest> withPathOfItsOwn() {
		return Stream.of(PASSWORDLESS,
				new UserRequest("revocation", "revoke", MockDintero::revocationEndpoint,
						UserHttp.revocation("refresh-token"), List.of()),
				new UserRequest("challenge", "mfa/challenge", MockDintero::mfaChallengeEndpoint,
						UserHttp.challenge("mfa-token", "sms"), List.of("oob_channel")),
				new UserRequest("recovery", "mfa/recovery", MockDintero::mfaRecoveryEndpoint,
						UserHttp.recovery("bob", "sms"), List.of("oob_channel")));
	}

	MockEndpoint endpointOf(MockDintero dintero) {
		return this.endpoint.apply(dintero);
	}

	/**
	 * Returns the members that cannot be left out. The grant type is not among them,
	 * because without it the request would be another one.
	 * @return the names of the members
	 */
	List<String> required() {
		return this.members.keySet()
			.stream()
			.filter((name) -> !name.equals("grant_type") && !this.optional.contains(name))
			.toList();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
