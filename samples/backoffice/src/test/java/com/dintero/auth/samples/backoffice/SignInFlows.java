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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockRequest;
import com.dintero.auth.token.DinteroTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What staff do, whatever their browser is.
 */
abstract class SignInFlows {

	private static final String CALLBACK = "/login/oauth2/code/backoffice";

	private static RunningBackOffice backOffice;

	@BeforeAll
	static void start() {
		backOffice = new RunningBackOffice(Credentials.of(Map.of()));
	}

	@AfterAll
	static void stop() {
		backOffice.close();
	}

	@BeforeEach
	void reset() {
		backOffice.reset();
	}

	abstract Browser browser();

	final RunningBackOffice backOffice() {
		return backOffice;
	}

	@Test
	void whoSignsInSeesWhoTheyAreAndTheirAccount() {
		signIn();
		assertThat(browser().text()).contains("Hello, Ada Lovelace")
			.contains("Nordlys Kaffe AS", "911200001", "Active")
			.containsPattern("preferred_username\\s+ada")
			.containsPattern("authority\\s+" + backOffice.identityServer().issuer());
	}

	@Test
	void theAccountIsReadWithTheirOwnToken() {
		signIn();
		String own = backOffice.context().getBean(DinteroTokens.class).getToken("backoffice").getTokenValue();
		assertThat(backOffice.dintero().resources().requests()).singleElement().satisfies((read) -> {
			assertThat(read.status()).isEqualTo(200);
			assertThat(read.header("Authorization")).startsWith("Bearer ").doesNotContain(own);
		});
	}

	@Test
	void whoSignsOutIsSignedOutAtTheIdentityServerToo() {
		signIn();
		browser().click("Sign out");
		assertThat(browser().url()).isEqualTo(backOffice.url("/signed-out"));
		assertThat(browser().text()).contains("You are signed out");
		assertNobodyIsSignedIn();
		browser().click("Sign in with Nordlys ID");
		assertThat(browser().url()).isEqualTo(backOffice.identityServer().issuer() + "/login");
		enter("ada", "analytical-engine");
		assertThat(browser().text()).as("agreed before").contains("Hello, Ada Lovelace");
	}

	@Test
	void whoDoesNotAgreeIsToldSo() {
		enter("ada", "analytical-engine", "/");
		assertThat(browser().text()).contains("Share with Back office?", "Your name and your user name");
		browser().click("Deny");
		assertProblem("You did not agree to share who you are.");
		assertThat(backOffice.dintero().oidcEndpoint().requestCount()).isZero();
		browser().click("Sign in with Nordlys ID");
		browser().click("Allow");
		assertThat(browser().text()).contains("Hello, Ada Lovelace");
	}

	@Test
	void whoMistypesThePasswordCanTryAgain() {
		enter("ada", "difference-engine", "/");
		assertThat(browser().url()).startsWith(backOffice.identityServer().issuer());
		assertThat(browser().text()).contains("This name and this password do not belong together.");
		enter("ada", "analytical-engine");
		browser().click("Allow");
		assertThat(browser().text()).contains("Hello, Ada Lovelace");
	}

	@Test
	void aForgedStateIsRefused() {
		browser().open(backOffice.url("/oauth2/authorization/backoffice"));
		browser().open(backOffice.url(CALLBACK + "?code=a-code-of-somebody-else&state=forged"));
		assertProblem("This sign-in was not started in this browser, or has been used already.");
		assertThat(backOffice.dintero().oidcEndpoint().requestCount()).isZero();
	}

	@Test
	void theSameAnswerIsNotAcceptedTwice() {
		signIn();
		browser().open(lastVisited(backOffice.url(CALLBACK)));
		assertThat(browser().url()).isEqualTo(backOffice.url("/login?error"));
		assertThat(browser().text()).contains("has been used already");
		assertThat(backOffice.dintero().oidcEndpoint().requestCount()).isOne();
	}

	@Test
	void aCodeThatWasUsedIsRefusedByTheIdentityServer() {
		signIn();
		String code = parameter("code", lastVisited(backOffice.url(CALLBACK)));
		browser().click("Sign out");
		browser().open(backOffice.url("/oauth2/authorization/backoffice"));
		String state = parameter("state", lastVisited(backOffice.identityServer().issuer() + "/oauth2/authorize"));
		browser().open(backOffice.url(CALLBACK + "?code=" + code + "&state=" + state));
		assertProblem("This sign-in has been used already, or has taken too long.");
		assertThat(backOffice.dintero().oidcEndpoint().requests()).extracting(MockRequest::status)
			.containsExactly(200, 400);
	}

	@Test
	void whoseTokenHasExpiredIsSentToSignInAndBackToThePage() {
		backOffice.dintero().tokenLifetime(Duration.ofMinutes(10));
		signIn();
		backOffice.putForward(Duration.ofMinutes(8));
		browser().open(backOffice.url("/?from=bookmark"));
		assertThat(backOffice.dintero().oidcEndpoint().requestCount()).isOne();
		// The new token has to be good on a clock that is ahead
		backOffice.dintero().tokenLifetime(Duration.ofHours(1));
		backOffice.putForward(Duration.ofMinutes(3));
		browser().open(backOffice.url("/?from=bookmark"));
		assertThat(browser().url()).startsWith(backOffice.url("/?from=bookmark"));
		assertThat(browser().text()).contains("Hello, Ada Lovelace", "Nordlys Kaffe AS");
		assertThat(backOffice.dintero().oidcEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void whileDinteroCannotBeAskedNobodyIsSignedIn() {
		backOffice.dintero().oidcEndpoint().failNext(MockFault.status(503));
		enter("ada", "analytical-engine", "/");
		browser().click("Allow");
		assertProblem("Dintero could not be asked. Please try again in a while.");
		browser().click("Sign in with Nordlys ID");
		assertThat(browser().text()).contains("Hello, Ada Lovelace");
	}

	@Test
	void whatDinteroRefusesIsSaid() {
		signIn();
		for (Map.Entry<Integer, String> refusal : Map
			.of(401, "does not accept your sign-in any more", 403, "does not let you see this account", 500,
					"answered with status 500")
			.entrySet()) {
			backOffice.dintero().resources().failNext(MockFault.status(refusal.getKey()));
			browser().open(backOffice.url("/"));
			assertThat(browser().text()).contains("The account could not be read.", refusal.getValue());
		}
		browser().click("Sign in again");
		assertThat(browser().text()).contains("Nordlys Kaffe AS");
	}

	final void signIn() {
		enter("ada", "analytical-engine", "/");
		browser().click("Allow");
		assertThat(browser().url()).startsWith(backOffice.url("/"));
	}

	private void enter(String userName, String password, String path) {
		browser().open(backOffice.url(path));
		browser().click("Sign in with Nordlys ID");
		enter(userName, password);
	}

	private void enter(String userName, String password) {
		browser().type("username", userName);
		browser().type("password", password);
		browser().click("Sign in");
	}

	private void assertProblem(String problem) {
		assertThat(browser().url()).isEqualTo(backOffice.url("/login?error"));
		assertThat(browser().text()).contains("You are not signed in", problem);
		assertNobodyIsSignedIn();
	}

	private void assertNobodyIsSignedIn() {
		browser().open(backOffice.url("/"));
		assertThat(browser().url()).isEqualTo(backOffice.url("/login"));
	}

	private String lastVisited(String url) {
		List<String> visited = browser().visited().stream().filter((each) -> each.startsWith(url)).toList();
		assertThat(visited).isNotEmpty();
		return visited.get(visited.size() - 1);
	}

	// As it is in the URL, encoded
	private static String parameter(String name, String url) {
		Matcher matcher = Pattern.compile("[?&]%s=([^&]+)".formatted(name)).matcher(url);
		assertThat(matcher.find()).as(url).isTrue();
		return matcher.group(1);
	}

}
