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

package com.dintero.auth.login.form;

import java.io.Serial;

import com.dintero.auth.DinteroMfaRequiredException;

/**
 * Tells the filter before the sign-in form that Dintero requires a second factor. It is
 * not an authentication exception, because the form's filter would show the user an
 * error.
 */
final class SecondFactorSignal extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String username;

	private final DinteroMfaRequiredException required;

	SecondFactorSignal(String username, DinteroMfaRequiredException required) {
		super(required);
		this.username = username;
		this.required = required;
	}

	String username() {
		return this.username;
	}

	DinteroMfaRequiredException required() {
		return this.required;
	}

}
