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

import java.net.HttpCookie;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The flows without a browser, and what only can be seen without one.
 */
class HttpSignInTests extends SignInFlows {

	private final HttpBrowser browser = new HttpBrowser();

	@Override
	HttpBrowser browser() {
		return this.browser;
	}

	@Test
	void nothingInlineIsAllowedOrThere() {
		signIn();
		for (String url : List.of(backOffice().url("/"), backOffice().url("/login"), backOffice().url("/signed-out"),
				backOffice().url("/demo/messages"), backOffice().url("/no-such-page"),
				backOffice().identityServer().issuer() + "/login",
				backOffice().identityServer().issuer() + "/no-such-page")) {
			this.browser.open(url);
			assertThat(this.browser.page().headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
					(policy) -> assertThat(policy).startsWith("default-src 'none'; ").doesNotContain("unsafe"));
			assertThat(this.browser.page().headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
			assertThat(this.browser.page().body()).doesNotContain("<script", "<style", " style=")
				.doesNotContainPattern(" on[a-z]+=");
		}
	}

	@Test
	void bothHaveSessionCookiesOfTheirOwn() {
		signIn();
		assertThat(this.browser.cookies().getCookieStore().getCookies()).extracting(HttpCookie::getName)
			.containsExactlyInAnyOrder("BACK_OFFICE_SESSION", "IDENTITY_SERVER_SESSION");
		assertThat(this.browser.cookies().getCookieStore().getCookies()).allMatch(HttpCookie::isHttpOnly);
	}

	@Test
	void nobodyIsSignedOutByAnotherSite() {
		signIn();
		this.browser.post(backOffice().url("/logout"), Map.of());
		assertThat(this.browser.page().statusCode()).isEqualTo(403);
		this.browser.open(backOffice().url("/"));
		assertThat(this.browser.text()).contains("Hello, Ada Lovelace");
	}

	@Test
	void theIdentityServerSendsNobodyToUrlsThatItDoesNotKnow() {
		String issuer = backOffice().identityServer().issuer();
		for (String query : List.of("", "?client_id=back-office",
				"?client_id=other&post_logout_redirect_uri=" + backOffice().url("/signed-out"),
				"?client_id=back-office&post_logout_redirect_uri=" + backOffice().url("/"),
				"?client_id=back-office&post_logout_redirect_uri=http://127.0.0.1@example.com/signed-out",
				"?client_id=back-office&post_logout_redirect_uri=:")) {
			this.browser.open(issuer + "/end-session" + query);
			assertThat(this.browser.url()).isEqualTo(issuer + "/login");
		}
		this.browser
			.open(issuer + "/oauth2/authorize?response_type=code&client_id=back-office&scope=openid&redirect_uri="
					+ "https://example.com/login/oauth2/code/backoffice");
		assertThat(this.browser.url()).startsWith(issuer);
		assertThat(this.browser.page().statusCode()).isEqualTo(400);
	}

	@Test
	void secretsAndTokensStayInside() {
		signIn();
		String page = this.browser.page().body();
		assertThat(page).doesNotContain(backOffice().dintero().client().clientSecret());
		List<String> tokens = Stream
			.concat(backOffice().dintero().oidcEndpoint().requests().stream(),
					backOffice().dintero().resources().requests().stream())
			.map(HttpSignInTests::token)
			.toList();
		assertThat(tokens).hasSize(2).allSatisfy((token) -> assertThat(page).doesNotContain(token));
	}

	private static String token(MockRequest request) {
		return request.header("Authorization").substring("Bearer ".length());
	}

}
