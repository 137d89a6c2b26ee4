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

/**
 * The endpoints that can be made to fail one by one.
 */
final class MockEndpoints {

	private final MockEndpoint token;

	private final MockEndpoint exchange;

	private final MockEndpoint merchantToken;

	private final MockEndpoint oidc;

	private final MockEndpoint userToken;

	private final MockEndpoint refresh;

	private final MockEndpoint passwordless;

	private final MockEndpoint revocation;

	private final MockEndpoint mfaChallenge;

	private final MockEndpoint mfaRecovery;

	private final MockEndpoint resources;

	MockEndpoints(RequestLog log) {
		this.token = new MockEndpoint(log);
		this.exchange = new MockEndpoint(log);
		this.merchantToken = new MockEndpoint(log);
		this.oidc = new MockEndpoint(log);
		this.userToken = new MockEndpoint(log);
		this.refresh = new MockEndpoint(log);
		this.passwordless = new MockEndpoint(log);
		this.revocation = new MockEndpoint(log);
		this.mfaChallenge = new MockEndpoint(log);
		this.mfaRecovery = new MockEndpoint(log);
		this.resources = new MockEndpoint(log);
	}

	MockEndpoint token() {
		return this.token;
	}

	MockEndpoint exchange() {
		return this.exchange;
	}

	MockEndpoint merchantToken() {
		return this.merchantToken;
	}

	MockEndpoint oidc() {
		return this.oidc;
	}

	MockEndpoint userToken() {
		return this.userToken;
	}

	MockEndpoint refresh() {
		return this.refresh;
	}

	MockEndpoint passwordless() {
		return this.passwordless;
	}

	MockEndpoint revocation() {
		return this.revocation;
	}

	MockEndpoint mfaChallenge() {
		return this.mfaChallenge;
	}

	MockEndpoint mfaRecovery() {
		return this.mfaRecovery;
	}

	MockEndpoint resources() {
		return this.resources;
	}

	void recover() {
		all().forEach(MockEndpoint::recover);
	}

	void close() {
		all().forEach(MockEndpoint::close);
	}

	private List<MockEndpoint> all() {
		return List.of(this.token, this.exchange, this.merchantToken, this.oidc, this.userToken, this.refresh,
				this.passwordless, this.revocation, this.mfaChallenge, this.mfaRecovery, this.resources);
	}

}
