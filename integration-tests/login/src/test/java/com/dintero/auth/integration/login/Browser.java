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
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A browser with cookies, which goes to one page at a time.
 */
final class Browser {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private final CookieManager cookies = new CookieManager();

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.cookieHandler(this.cookies)
		.build();

	private final String baseUrl;

	private String language = "en";

	Browser(int port) {
		this.baseUrl = "http://127.0.0.1:" + port;
	}

	Browser withLanguage(String language) {
		this.language = language;
		return this;
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

	HttpResponse<String> getWithBasic(String location, String username, String password) {
		String credentials = Base64.getEncoder()
			.encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
		return send(request(location).header("Authorization", "Basic " + credentials).build());
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
		return submit(get("/logout"), "/logout");
	}

	/**
	 * Submit a form of a page, without following redirects.
	 * @param page the page, which has a token against forgery
	 * @param action where the form is sent to
	 * @param fields names and values of fields, one after the other
	 * @return the answer
	 */
	HttpResponse<String> submit(HttpResponse<String> page, String action, String... fields) {
		Matcher csrf = CSRF.matcher(page.body());
		assertThat(csrf.find()).as("a token in the form").isTrue();
		return post(action, Stream.concat(Stream.of("_csrf", csrf.group(1)), Stream.of(fields)).toArray(String[]::new));
	}

	/**
	 * Send a form, without following redirects.
	 * @param action where the form is sent to
	 * @param fields names and values of fields, one after the other
	 * @return the answer
	 */
	HttpResponse<String> post(String action, String... fields) {
		StringBuilder form = new StringBuilder();
		for (int i = 0; i < fields.length; i += 2) {
			form.append((i > 0) ? "&" : "").append(fields[i]).append('=');
			form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
		}
		return send(request(action).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form.toString()))
			.build());
	}

	/**
	 * Return the value of a cookie.
	 * @param name its name
	 * @return the value
	 */
	String cookie(String name) {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.map(HttpCookie::getValue)
			.findFirst()
			.orElseThrow();
	}

	private HttpRequest.Builder request(String location) {
		return HttpRequest.newBuilder(URI.create(this.baseUrl).resolve(location))
			.timeout(Duration.ofSeconds(30))
			.header("Accept", "text/html")
			.header("Accept-Language", this.language);
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
