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

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockRequest;

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
			.contains("Nordlys Kaffe AS", "911200001", "Active", "signed in with Nordlys ID")
			.containsPattern("preferred_username\\s+ada")
			.containsPattern("authority\\s+" + backOffice.identityServer().issuer());
	}

	@Test
	void theAccountIsReadWithTheirOwnToken() {
		signIn();
		signInWithPassword("kari", "/login");
		DinteroTokens tokens = backOffice.context().getBean(DinteroTokens.class);
		assertThat(backOffice.dintero().resources().requests()).hasSize(2)
			.allMatch((read) -> read.status() == 200)
			.extracting((read) -> read.header("Authorization"))
			.doesNotHaveDuplicates()
			.doesNotContain("Bearer " + tokens.getToken("backoffice").getTokenValue(),
					"Bearer " + tokens.getToken("backoffice-password").getTokenValue());
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
		browser().click("Sign in with Nordlys ID");
		assertThat(browser().text()).contains("Nordlys Kaffe AS");
	}

	@Test
	void aPasswordIsEnoughForWhomDinteroWantsNothingElseOf() {
		signInWithPassword("kari", "/");
		assertThat(browser().text()).contains("Hello, kari", "Nordlys Kaffe AS", "signed in with a password at Dintero")
			.containsPattern("authorities\\s+FACTOR_PASSWORD, ROLE_STAFF");
		assertThat(backOffice.dintero().sentCodes()).isEmpty();
	}

	@Test
	void aWrongPasswordIsSaidAndCanBeMended() {
		browser().open(backOffice.url("/"));
		enter("ola", "fjord-and-fall");
		assertProblem("The user name, the password or the code is not right");
		assertThat(backOffice.dintero().sentCodes()).isEmpty();
		signInWithPassword("kari", "/");
		assertThat(browser().text()).contains("Hello, kari");
	}

	@Test
	void nobodyIsSignedInBeforeTheCodeIsRight() {
		signInWithPassword("ola", "/");
		assertThat(browser().url()).isEqualTo(backOffice.url("/login/mfa"));
		assertThat(browser().text()).contains("We sent you a code by text message.");
		assertNobodyIsSignedIn();
		assertThat(backOffice.dintero().resources().requestCount()).isZero();
		browser().open(backOffice.url("/login/mfa"));
		answer(sentCode());
		assertThat(browser().url()).isEqualTo(backOffice.url("/?continue"));
		assertThat(browser().text()).contains("Hello, ola", "Nordlys Kaffe AS", "signed in with a password at Dintero");
	}

	@Test
	void theDemoShowsTheCodesThatNobodyReceives() {
		browser().open(backOffice.url("/demo/messages"));
		assertThat(browser().text()).contains("There are none yet.");
		signInWithPassword("ola", "/");
		browser().open(backOffice.url("/demo/messages"));
		assertThat(browser().text()).contains(sentCode(), "Text message for ola, +4799999999");
	}

	@Test
	void whoMistypesTheCodeCanTryAgain() {
		signInWithPassword("ola", "/");
		answer(wrongCode());
		assertWrongCode();
		answer(sentCode());
		assertThat(browser().text()).contains("Hello, ola");
	}

	@Test
	void codesCannotBeGuessedAtForLong() {
		signInWithPassword("ola", "/");
		for (int i = 0; i < 4; i++) {
			answer(wrongCode());
			assertWrongCode();
		}
		answer(wrongCode());
		assertProblem("The user name, the password or the code is not right, or it took too long.");
		browser().open(backOffice.url("/login/mfa"));
		assertThat(browser().text()).contains("This sign-in is over");
		signInWithPassword("ola", "/");
		assertThat(browser().text()).contains("Too many codes were sent or tried");
		backOffice.putForward(Duration.ofMinutes(11));
		browser().click("Start again");
		enter("ola", EmbeddedDintero.PASSWORD);
		answer(sentCode());
		assertThat(browser().text()).contains("Hello, ola");
	}

	@Test
	void aCodeThatHasExpiredIsNotAccepted() {
		signInWithPassword("ola", "/");
		backOffice.putForward(Duration.ofMinutes(6));
		answer(sentCode());
		assertWrongCode();
		browser().click("Send a new code");
		answer(sentCode());
		assertThat(browser().text()).contains("Hello, ola");
	}

	@Test
	void aSignInThatTakesTooLongIsOver() {
		signInWithPassword("ola", "/");
		backOffice.putForward(Duration.ofMinutes(11));
		answer(sentCode());
		assertProblem("or it took too long.");
	}

	@Test
	void thePageOfASignInThatIsOverLeadsToANewOne() {
		signInWithPassword("ola", "/");
		backOffice.putForward(Duration.ofMinutes(11));
		browser().open(backOffice.url("/login/mfa"));
		assertThat(browser().text()).contains("This sign-in is over");
		browser().click("Start again");
		assertThat(browser().url()).isEqualTo(backOffice.url("/login"));
		enter("ola", EmbeddedDintero.PASSWORD);
		answer(sentCode());
		assertThat(browser().text()).contains("Hello, ola");
	}

	@Test
	void aCodeIsGoodForOneSignIn() {
		signInWithPassword("ola", "/");
		String code = sentCode();
		answer(code);
		browser().click("Sign out");
		signInWithPassword("ola", "/");
		answer(code);
		assertWrongCode();
		assertNobodyIsSignedIn();
	}

	@Test
	void ofTwoCodesOnlyTheSecondIsGood() {
		signInWithPassword("ola", "/");
		String first = sentCode();
		browser().click("Send a new code");
		assertThat(browser().text()).contains("We sent you a code by text message.");
		assertThat(backOffice.dintero().sentCodes()).hasSize(2);
		answer(first);
		assertWrongCode();
		answer(sentCode());
		assertThat(browser().text()).contains("Hello, ola");
	}

	@Test
	void whoHasNoPhoneAtHandUsesEMailInstead() {
		signInWithPassword("ola", "/");
		browser().click("Use e-mail instead");
		assertThat(browser().text()).contains("We sent you a code by e-mail.");
		assertThat(backOffice.dintero().lastSentCode("ola").recipient()).isEqualTo("ola@example.com");
		answer(sentCode());
		assertThat(browser().text()).contains("Hello, ola");
	}

	@Test
	void aCodeThatCouldNotBeSentCanBeSentAnotherWay() {
		backOffice.dintero().mfaChallengeEndpoint().failNext(MockFault.status(503));
		signInWithPassword("ola", "/");
		assertThat(browser().text()).contains("The code could not be sent.").doesNotContain("We sent you");
		browser().click("Send a code by e-mail");
		answer(sentCode());
		assertThat(browser().text()).contains("Hello, ola");
	}

	@Test
	void whoSignedInWithAPasswordSignsOutHere() {
		signInWithPassword("kari", "/");
		browser().click("Sign out");
		assertThat(browser().url()).isEqualTo(backOffice.url("/signed-out"));
		assertThat(browser().visited()).noneMatch((url) -> url.startsWith(backOffice.identityServer().issuer()));
		browser().click("Sign in again");
		assertThat(browser().url()).isEqualTo(backOffice.url("/login"));
		assertNobodyIsSignedIn();
	}

	@Test
	void whosePasswordTokenHasExpiredIsSentToTheFormAndBackToThePage() {
		backOffice.dintero().tokenLifetime(Duration.ofMinutes(10));
		signInWithPassword("kari", "/");
		backOffice.putForward(Duration.ofMinutes(11));
		browser().open(backOffice.url("/?from=bookmark"));
		assertThat(browser().url()).isEqualTo(backOffice.url("/login"));
		// The new token has to be good on a clock that is ahead
		backOffice.dintero().tokenLifetime(Duration.ofHours(1));
		enter("kari", EmbeddedDintero.PASSWORD);
		assertThat(browser().url()).startsWith(backOffice.url("/?from=bookmark"));
		assertThat(browser().text()).contains("Hello, kari", "Nordlys Kaffe AS");
	}

	@Test
	void whileDinteroCannotBeAskedAboutAPasswordNobodyIsSignedIn() {
		backOffice.dintero().userTokenEndpoint().failAlways(MockFault.status(503));
		signInWithPassword("kari", "/");
		assertProblem("Dintero could not be asked. Please try again in a while.");
	}

	final void signIn() {
		enter("ada", "analytical-engine", "/");
		browser().click("Allow");
		assertThat(browser().url()).startsWith(backOffice.url("/"));
	}

	private void signInWithPassword(String userName, String path) {
		browser().open(backOffice.url(path));
		enter(userName, EmbeddedDintero.PASSWORD);
	}

	private void answer(String code) {
		browser().type("binding_code", code);
		browser().click("Sign in");
	}

	private static String sentCode() {
		return backOffice.dintero().lastSentCode("ola").code();
	}

	// Of the right length, and surely another
	private static String wrongCode() {
		String code = sentCode();
		return (code.startsWith("1") ? "2" : "1") + code.substring(1);
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

	private void assertWrongCode() {
		assertThat(browser().url()).isEqualTo(backOffice.url("/login/mfa?error=wrong_code"));
		assertThat(browser().text()).contains("The code is wrong or has expired.");
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
