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

package com.dintero.auth.samples.backoffice;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.SessionAttribute;

/**
 * The pages of whoever is not signed in: yet, after a failure, or any more.
 */
@Controller
class SignInController {

	private final BackOffice backOffice;

	SignInController(BackOffice backOffice) {
		this.backOffice = backOffice;
	}

	@ModelAttribute("backOffice")
	BackOffice backOffice() {
		return this.backOffice;
	}

	@GetMapping("/login")
	String signIn() {
		return "sign-in";
	}

	// Spring Security comes here after a failure, and leaves it in the session
	@GetMapping(path = "/login", params = "error")
	String failed(@SessionAttribute(name = WebAttributes.AUTHENTICATION_EXCEPTION,
			required = false) @Nullable AuthenticationException failure, Model model) {
		model.addAttribute("problem", SignInProblem.describe(failure));
		return "sign-in";
	}

	@GetMapping("/signed-out")
	String signedOut() {
		return "signed-out";
	}

}
