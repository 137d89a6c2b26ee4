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

package com.dintero.auth.samples.partner;

import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import com.dintero.auth.DinteroAuthorizationException;

/**
 * Says in a sentence why a merchant could not be read.
 */
final class Problem {

	private Problem() {
	}

	static String describe(Throwable failure) {
		if (failure instanceof DinteroAuthorizationException ex) {
			return describe(ex);
		}
		if (failure instanceof WebClientResponseException ex) {
			return "No settings (status %d)".formatted(ex.getStatusCode().value());
		}
		return "No settings: %s".formatted(failure.getClass().getSimpleName());
	}

	// Where the partner itself gets no token, no merchant does, and none is to blame
	private static String describe(DinteroAuthorizationException ex) {
		String what = (ex.getAccountId() != null) ? "No token" : "No token for the partner itself";
		Integer status = ex.getStatus();
		if (status == null) {
			return "%s: Dintero could not be asked (%s)".formatted(what, ex.getError().getErrorCode());
		}
		String reason = ex.getError().getDescription();
		return "%s (status %d)%s".formatted(what, status, StringUtils.hasText(reason) ? ": " + reason : "");
	}

}
