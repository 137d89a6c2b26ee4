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

package com.dintero.auth.internal.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * A page in the middle of a sign-in.
 *
 * @param title the message key of the title
 * @param content the HTML that follows the title
 */
public record HtmlPage(HttpStatus status, PageTexts texts, String title, String content) {

	private static final String STYLE = """
			:root { color-scheme: light dark; }
			body { font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#f4f6f9, #14181f); margin: 1rem; }
			main { max-width: 28rem; margin: 15vh auto 0; padding: 2rem; border-radius: .75rem;
				color: light-dark(#1c2430, #e6e9ee); background: light-dark(#fff, #1f2530); }
			h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .75rem; }
			p { margin: 0 0 .75rem; }
			form { display: grid; gap: .5rem; }
			button, .button { display: inline-block; padding: .5rem 1.25rem; border-radius: .5rem; border: 0;
				text-decoration: none; background: light-dark(#14508c, #8ab8e6); color: light-dark(#fff, #14181f);
				font: inherit; font-weight: 600; cursor: pointer; }
			.links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: 1rem; }
			.links button, .links a { padding: .25rem 0; background: none; color: light-dark(#14508c, #8ab8e6);
				font-weight: 400; text-decoration: underline; text-underline-offset: .15em; }
			input { min-width: 0; padding: .5rem .75rem; margin-bottom: .5rem; border-radius: .5rem; font: inherit;
				font-size: 1.25rem; letter-spacing: .15em; color: inherit; background: none;
				border: 1px solid light-dark(#6b7787, #8491a8); }
			:focus-visible { outline: 2px solid light-dark(#14508c, #8ab8e6); outline-offset: 2px; }
			.error { padding: .5rem .75rem; margin-bottom: .75rem; border-left: .25rem solid;
				border-radius: .25rem; color: light-dark(#a31621, #ffb3b3); background: light-dark(#fdeaea, #3f1f24); }
			@media (max-width: 32rem) {
				main { margin-top: 0; padding: 1.5rem; }
				.links { flex-direction: column; align-items: start; }
			}
			""";

	public byte[] bytes() {
		return """
				<!DOCTYPE html>
				<html lang="%s">
				<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>%s</title>
				<style>%s</style>
				</head>
				<body>
				<main>
				<h1>%2$s</h1>
				%4$s
				</main>
				</body>
				</html>
				"""
			.formatted(this.texts.html("dintero.auth.language"), this.texts.html(this.title), STYLE, this.content)
			.getBytes(StandardCharsets.UTF_8);
	}

	public HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
		headers.setContentLength(bytes().length);
		headers.setCacheControl("no-store");
		// The application's own policy may forbid the style of the page. The policy does
		// not restrict form targets, because the application chooses the target after a
		// sign-in
		headers.set("Content-Security-Policy",
				"default-src 'none'; style-src '%s'; base-uri 'none'; frame-ancestors 'none'".formatted(hash(STYLE)));
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
