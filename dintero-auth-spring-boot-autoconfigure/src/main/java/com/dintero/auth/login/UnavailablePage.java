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

package com.dintero.auth.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * What a browser is shown while an identity server does not answer.
 *
 * @param html the page
 */
record UnavailablePage(String html) {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private static final String STYLE = """
			:root { color-scheme: light dark; }
			body { font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#f4f6f9, #14181f); margin: 0; }
			main { max-width: 28rem; margin: 15vh auto 0; padding: 2rem; border-radius: .75rem;
				color: light-dark(#1c2430, #e6e9ee); background: light-dark(#fff, #1f2530); }
			h1 { font-size: 1.375rem; margin: 0 0 .75rem; }
			a { display: inline-block; margin-top: .5rem; padding: .5rem 1.25rem; border-radius: .5rem;
				background: #14508c; color: #fff; text-decoration: none; }
			""";

	// The link leads to where the browser is
	static UnavailablePage of(String clientName) {
		return new UnavailablePage("""
				<!DOCTYPE html>
				<html lang="en">
				<head>
				<meta charset="utf-8">
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<title>Sign-in is not available</title>
				<style>%s</style>
				</head>
				<body>
				<main>
				<h1>Sign-in is not available</h1>
				<p>The identity server of %s cannot be reached at the moment.</p>
				<a href="">Try again</a>
				</main>
				</body>
				</html>
				""".formatted(STYLE, HtmlUtils.htmlEscape(clientName)));
	}

	byte[] bytes() {
		return this.html.getBytes(StandardCharsets.UTF_8);
	}

	HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
		headers.setContentLength(bytes().length);
		headers.setCacheControl("no-store");
		// The application's own policy may well forbid the page's style
		headers.set("Content-Security-Policy",
				"default-src 'none'; style-src '%s'; base-uri 'none'; ".formatted(hash(STYLE))
						+ "form-action 'none'; frame-ancestors 'none'");
		headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER.toSeconds()));
		return headers;
	}

	private static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "sha256-" + Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
