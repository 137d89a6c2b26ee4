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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The flows in a real browser, which enforces what pages forbid themselves.
 */
@EnabledIf(value = "com.dintero.auth.samples.backoffice.ChromiumBrowser#isInstalled",
		disabledReason = "There is no chromium with a chromedriver on the PATH")
class ChromiumSignInTests extends SignInFlows {

	private static ChromiumBrowser browser;

	@BeforeAll
	static void startBrowser() {
		browser = new ChromiumBrowser();
	}

	@AfterAll
	static void stopBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void forget() {
		browser.forget();
	}

	@AfterEach
	void nothingWasForbidden() {
		assertThat(browser.complaints()).isEmpty();
	}

	@Override
	Browser browser() {
		return browser;
	}

}
