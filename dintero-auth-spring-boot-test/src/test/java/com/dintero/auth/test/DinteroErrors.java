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

import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asserts that a response is one of Dintero's error objects.
 */
final class DinteroErrors {

	private DinteroErrors() {
	}

	static void assertError(HttpResponse<String> response, int status) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		JsonNode error = DinteroHttp.json(response).get("error");
		if (status != 403) {
			assertThat(error.get("code").stringValue()).isNotEmpty();
		}
		else if (!DinteroHttp.json(response).has("mfa_token")) {
			assertThat(error.has("code")).isFalse();
			assertThat(error.get("errors").isEmpty()).isTrue();
		}
		assertThat(error.get("message").stringValue()).isNotEmpty();
	}

	static void assertBadRequest(HttpResponse<String> response, String field) {
		assertError(response, 400);
		JsonNode errors = DinteroHttp.json(response).get("error").get("errors");
		assertThat(errors.valueStream().map((error) -> error.get("field").stringValue())).contains(field);
	}

	static void assertUnauthorized(HttpResponse<String> response) {
		assertError(response, 401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
	}

}
