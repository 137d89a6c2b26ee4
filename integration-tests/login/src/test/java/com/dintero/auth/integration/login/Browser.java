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

package com.dintero.auth.integration.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A browser with cookies, which goes to one page at a time.
 */
final class Browser {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.cookieHandler(new CookieManager())
		.build();

	private final String baseUrl;

	Browser(int port) {
		this.baseUrl = "http://127.0.0.1:" + port;
	}

	String url(String path) {
		return this.baseUrl + path;
	}

	/**
	 * Go to a page, without following redirects.
	 * @param location a path of the application, or a URL
	 * @return the answer
	 */
	HttpResponse<String> get(String location) {
		return send(request(location).build());
	}

	/**
	 * Go to a page, and on where the application sends the browser, until it is sent
	 * elsewhere.
	 * @param location a path of the application, or a URL
	 * @return the last answer of the application
	 */
	HttpResponse<String> follow(String location) {
		HttpResponse<String> response = get(location);
		for (int hop = 0; isRedirect(response) && location(response).startsWith(this.baseUrl); hop++) {
			assertThat(hop).as("redirects in circles").isLessThan(10);
			response = get(location(response));
		}
		return response;
	}

	/**
	 * Sign out, as the page for it does.
	 * @return the answer
	 */
	HttpResponse<String> signOut() {
		Matcher csrf = CSRF.matcher(get("/logout").body());
		assertThat(csrf.find()).as("a token in the form").isTrue();
		return send(request("/logout").header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("_csrf=" + csrf.group(1)))
			.build());
	}

	private HttpRequest.Builder request(String location) {
		return HttpRequest.newBuilder(URI.create(this.baseUrl).resolve(location))
			.timeout(Duration.ofSeconds(30))
			.header("Accept", "text/html");
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.client.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	static boolean isRedirect(HttpResponse<String> response) {
		return response.statusCode() == 302;
	}

	static String location(HttpResponse<String> response) {
		String location = response.headers().firstValue("Location").orElseThrow();
		return response.uri().resolve(location).toString();
	}

	static MultiValueMap<String, String> query(String url) {
		return UriComponentsBuilder.fromUriString(url).build().getQueryParams();
	}

}
