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

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

import com.dintero.auth.login.oidc.LoginRegistrations.SignOut;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a browser is sent to sign out at the identity provider.
 */
class SignOutTests {

	private static final String CLIENT = "client_id=the-client";

	@Test
	void theUrlNamesTheClientAndWhereTheBrowserComesBackTo() {
		assertThat(url("{baseUrl}", "https://app.example.com")).isEqualTo(
				"https://id.example.com/logout?" + CLIENT + "&post_logout_redirect_uri=https%3A%2F%2Fapp.example.com");
	}

	@ParameterizedTest
	@CsvSource({ "{baseUrl},https://app.example.com,https%3A%2F%2Fapp.example.com",
			"{baseUrl},http://localhost:8080/app,http%3A%2F%2Flocalhost%3A8080%2Fapp",
			"{baseUrl}/bye,http://localhost:8080,http%3A%2F%2Flocalhost%3A8080%2Fbye",
			"{baseUrl}/bye?from={registrationId},https://app.example.com/app,"
					+ "https%3A%2F%2Fapp.example.com%2Fapp%2Fbye%3Ffrom%3Dbackoffice",
			"{baseScheme}://{baseHost}{basePort}{basePath}/bye,http://localhost:8080/app,"
					+ "http%3A%2F%2Flocalhost%3A8080%2Fapp%2Fbye",
			"{baseScheme}://{baseHost}{basePort}{basePath}/bye,https://app.example.com,"
					+ "https%3A%2F%2Fapp.example.com%2Fbye",
			"https://{baseHost}/bye,http://app.example.com:8080/app,https%3A%2F%2Fapp.example.com%2Fbye",
			"https://www.example.com/bye?a=b&c=%20d,https://app.example.com,"
					+ "https%3A%2F%2Fwww.example.com%2Fbye%3Fa%3Db%26c%3D%2520d" })
	void theTemplateIsExpanded(String template, String baseUrl, String expected) {
		assertThat(url(template, baseUrl)).endsWith("&post_logout_redirect_uri=" + expected);
	}

	@ParameterizedTest
	@CsvSource({ "https://id.example.com/logout?tenant=a%20b&x=y,https://id.example.com/logout?tenant=a%20b&x=y&",
			"https://id.example.com/a%2Fb/logout,https://id.example.com/a%2Fb/logout?",
			"https://id.example.com,https://id.example.com?",
			"http://localhost:9000/logout?flag,http://localhost:9000/logout?flag&" })
	void whatTheEndpointHasIsKept(URI endpoint, String beginning) {
		assertThat(new SignOut("backoffice", endpoint, "the-client", "{baseUrl}").url(base("https://app.example.com")))
			.startsWith(beginning + CLIENT + "&post_logout_redirect_uri=");
	}

	@ParameterizedTest
	@CsvSource({ "a b,a%20b", "a+b&c=d,a%2Bb%26c%3Dd", "{x}#%,%7Bx%7D%23%25", "\u00e6,%C3%A6" })
	void theClientIsEncoded(String clientId, String expected) {
		assertThat(new SignOut("backoffice", URI.create("https://id.example.com/logout"), clientId, "{baseUrl}")
			.url(base("https://app.example.com"))).contains("?client_id=" + expected + "&post_logout_redirect_uri=");
	}

	private static String url(String template, String baseUrl) {
		return new SignOut("backoffice", URI.create("https://id.example.com/logout"), "the-client", template)
			.url(base(baseUrl));
	}

	private static UriComponents base(String url) {
		return UriComponentsBuilder.fromUriString(url).build();
	}

}
