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

package com.dintero.auth.login.oidc;

import java.time.Duration;

import org.springframework.http.HttpStatus;

import com.dintero.auth.internal.login.HtmlPage;
import com.dintero.auth.internal.login.PageTexts;

/**
 * The page for a browser while an identity provider is not available.
 */
final class UnavailablePage {

	/**
	 * The value of the header {@code Retry-After}.
	 */
	static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private UnavailablePage() {
	}

	// The link leads to the same URL
	static HtmlPage of(String clientName, PageTexts texts) {
		return new HtmlPage(HttpStatus.SERVICE_UNAVAILABLE, texts, "dintero.auth.unavailable.title", """
				<p>%s</p>
				<a class="button" href="">%s</a>""".formatted(texts.html("dintero.auth.unavailable.text", clientName),
				texts.html("dintero.auth.unavailable.try-again")));
	}

}
