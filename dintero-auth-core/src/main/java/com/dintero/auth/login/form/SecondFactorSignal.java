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
 * Takes what Dintero wants past the sign-in form, which would show the user an error for
 * an authentication exception, to the filter before it.
 */
final class SecondFactorSignal extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String username;

	private final DinteroMfaRequiredException required;

	SecondFactorSignal(String username, SecondFactorRequiredException cause) {
		super(cause);
		this.username = username;
		this.required = cause.getRequired();
	}

	String username() {
		return this.username;
	}

	DinteroMfaRequiredException required() {
		return this.required;
	}

}
