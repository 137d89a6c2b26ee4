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

import org.jspecify.annotations.Nullable;

/**
 * An error code and a message for any status. Dintero's codes are no fixed set, and
 * {@code NOT FOUND} has been seen with its blank. A {@code 403} comes without a code.
 */
final class StatusErrors {

	private StatusErrors() {
	}

	static @Nullable String code(int status) {
		return switch (status) {
			case 400 -> "bad_request";
			case 401 -> "unauthorized";
			case 403 -> null;
			case 404 -> "NOT FOUND";
			case 405 -> "method_not_allowed";
			case 429 -> "too_many_requests";
			case 500 -> "internal_server_error";
			case 502 -> "bad_gateway";
			case 503 -> "service_unavailable";
			case 504 -> "gateway_timeout";
			default -> "status_" + status;
		};
	}

	static String message(int status) {
		return switch (status) {
			case 400 -> "The request is not valid";
			case 401 -> "The credentials or the token are not valid";
			case 403 -> "Access is not allowed";
			case 404 -> "There is no such resource";
			case 405 -> "The method is not allowed";
			case 429 -> "Too many requests";
			case 500 -> "Something unexpected happened";
			case 502 -> "The service behind the gateway failed";
			case 503 -> "The service is not available";
			case 504 -> "The service behind the gateway did not answer in time";
			default -> "Answered with status " + status;
		};
	}

}
