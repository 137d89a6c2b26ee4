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

package com.dintero.auth.integration.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import redis.clients.jedis.Jedis;

import com.dintero.auth.integration.store.SignInInstance.Browser;
import com.dintero.auth.integration.store.SignInInstance.Sessions;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sign-ins with a second factor on instances that share a Redis, and whose clocks are ten
 * minutes apart. Each test has a user of its own.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedSignInTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String PASSWORD = "correct-horse";

	private static final Pattern MFA_TOKEN = Pattern.compile("\"mfa_token\"\\s*:\\s*\"([^\"]+)\"");

	@Parameter
	private WebApplicationType type;

	private MockDintero dintero;

	private TestRedis redis;

	private SignInInstance first;

	private SignInInstance second;

	private ExecutorService threads;

	private String username;

	@BeforeParameterizedClassInvocation
	void start() {
		this.dintero = MockDintero.start();
		this.redis = TestRedis.standalone();
		Sessions sessions = new Sessions();
		this.first = new SignInInstance(this.type, this.dintero, this.redis.port(), sessions, Clock.systemUTC());
		this.second = new SignInInstance(this.type, this.dintero, this.redis.port(), sessions,
				Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
		this.threads = Executors.newCachedThreadPool();
	}

	@BeforeEach
	void register(TestInfo test) {
		this.username = test.getTestMethod().orElseThrow().getName();
		this.dintero.register(MockUser.of(this.dintero.client().accountId(), this.username, PASSWORD)
			.withPhoneNumber("+4712345678")
			.withEmail("user@example.com")
			.withMfa());
	}

	@AfterParameterizedClassInvocation
	void close() {
		this.threads.shutdownNow();
		this.first.close();
		this.second.close();
		this.redis.close();
		this.dintero.close();
	}

	@Test
	void aSignInThatBeganOnOneInstanceEndsOnAnother() {
		Browser browser = new Browser();
		assertThat(signIn(this.first, browser)).isEqualTo("/login/mfa");
		assertThat(this.second.page(browser)).contains("text message");
		assertThat(this.second.answer(browser, sentCode())).doesNotContain("error");
		assertThat(this.second.isSignedIn(browser)).isTrue();
		assertThat(this.first.isSignedIn(browser)).isTrue();
	}

	@Test
	void aCodeThatAnotherInstanceHasSentIsTheOneThatCounts() {
		Browser browser = new Browser();
		signIn(this.first, browser);
		String before = sentCode();
		assertThat(this.second.send(browser, "email")).isEqualTo("/login/mfa");
		assertThat(this.first.page(browser)).contains("by e-mail");
		assertThat(this.first.answer(browser, before)).isEqualTo("/login/mfa?error=wrong_code");
		this.first.answer(browser, sentCode());
		assertThat(this.first.isSignedIn(browser)).isTrue();
	}

	@Test
	void aFactorThatDinteroRequiresOnOneInstanceIsAskedForOnAnother() {
		Browser browser = new Browser();
		signIn(this.first, browser);
		String next = mfaToken(this.first, new Browser());
		this.dintero.userTokenEndpoint().failNext(MockFault.mfaRequired(next));
		assertThat(this.second.answer(browser, "000000")).isEqualTo("/login/mfa");
		assertThat(this.first.answer(browser, sentCode())).doesNotContain("error");
		assertThat(this.first.isSignedIn(browser)).isTrue();
	}

	// Either of them may be the first
	@RepeatedTest(5)
	void twoInstancesWithACorrectCodeSignInOnce() {
		Browser browser = new Browser();
		signIn(this.first, browser);
		String page = this.first.page(browser);
		Map<String, String> code = Map.of("binding_code", sentCode());
		MockHold hold = this.dintero.userTokenEndpoint().hold();
		this.dintero.userTokenEndpoint()
			.failNext(2, MockFault
				.body("{\"access_token\": \"users-token\", \"token_type\": \"Bearer\", \"expires_in\": 3600}"));
		List<CompletableFuture<String>> answers = Stream.of(this.first, this.second)
			.map((instance) -> call(() -> instance.submit(browser, page, "/login", code)))
			.toList();
		hold.awaitRequests(2, PATIENCE);
		hold.close();
		assertThat(answers.stream().map(SharedSignInTests::join)).filteredOn((location) -> location.contains("error"))
			.containsExactly("/login?error");
	}

	@Test
	void aSignInThatChangesDoesNotLastLonger() {
		Browser browser = new Browser();
		signIn(this.first, browser);
		storedLongerAgo(Duration.ofMinutes(9));
		assertThat(this.second.send(browser, "sms")).isEqualTo("/login/mfa");
		assertThat(this.first.page(browser)).contains("text message");
		storedLongerAgo(Duration.ofMinutes(1));
		assertThat(this.first.page(browser)).contains("This sign-in is over");
		assertThat(this.second.page(browser)).contains("This sign-in is over");
	}

	@Test
	void attemptsAreCountedAcrossInstances() {
		Browser browser = new Browser();
		signIn(this.first, browser);
		String page = this.first.page(browser);
		int requests = refuseCodes();
		assertThat(this.first.answer(browser, "000000")).isEqualTo("/login/mfa?error=wrong_code");
		assertThat(this.second.page(browser, "wrong_code")).contains("You have 4 attempts left");
		this.second.answer(browser, "000000");
		this.first.answer(browser, "000000");
		this.second.answer(browser, "000000");
		assertThat(this.first.answer(browser, "000000")).isEqualTo("/login?error");
		this.dintero.userTokenEndpoint().recover();
		assertThat(this.dintero.userTokenEndpoint().requestCount() - requests).isEqualTo(5);
		assertThat(this.second.submit(browser, page, "/login", Map.of("binding_code", sentCode())))
			.isEqualTo("/login?error");
		for (SignInInstance instance : List.of(this.first, this.second)) {
			assertThat(signIn(instance, new Browser())).isEqualTo("/login/mfa?error=too_many");
		}
	}

	@Test
	void attemptsThatComeTogetherAreCountedAcrossInstances() {
		Browser browser = new Browser();
		signIn(this.first, browser);
		String page = this.first.page(browser);
		int requests = refuseCodes();
		List<CompletableFuture<String>> answers = Stream.of(this.first, this.second)
			.flatMap((instance) -> Stream
				.generate(() -> call(() -> instance.submit(browser, page, "/login", Map.of("binding_code", "000000"))))
				.limit(6))
			.toList();
		answers.forEach(SharedSignInTests::join);
		this.dintero.userTokenEndpoint().recover();
		assertThat(this.dintero.userTokenEndpoint().requestCount() - requests).isEqualTo(5);
	}

	@Test
	void codesAreCountedAcrossInstances() {
		int codes = this.dintero.sentCodes().size();
		List<SignInInstance> instances = List.of(this.first, this.second, this.first, this.second, this.first);
		instances.forEach((instance) -> assertThat(signIn(instance, new Browser())).isEqualTo("/login/mfa"));
		assertThat(signIn(this.second, new Browser())).isEqualTo("/login/mfa?error=too_many");
		assertThat(this.dintero.sentCodes()).hasSize(codes + 5);
	}

	@Test
	void aCorrectCodeEndsTheCountOnAllInstances() {
		for (SignInInstance instance : List.of(this.first, this.second, this.first)) {
			Browser browser = new Browser();
			signIn(instance, browser);
			for (int i = 0; i < 4; i++) {
				this.first.answer(browser, sentCode() + "1");
			}
			this.second.answer(browser, sentCode());
			assertThat(instance.isSignedIn(browser)).isTrue();
		}
	}

	@Test
	void nothingInTheStoreCanBeRead() {
		String mfaToken = mfaToken(this.first, new Browser());
		assertThat(stored()).isNotEmpty().doesNotContain(mfaToken, this.username, "mfa_token");
	}

	@Test
	void theInstanceOnWhichTheSignInBeganGoesOnWithoutTheStore() {
		Browser browser = new Browser();
		signIn(this.first, browser);
		this.redis.kill();
		try {
			assertThat(this.first.answer(browser, sentCode() + "1")).isEqualTo("/login/mfa?error=wrong_code");
			assertThat(this.first.page(browser, "wrong_code")).contains("You have 4 attempts left");
			assertThat(this.first.answer(browser, sentCode())).doesNotContain("error");
			assertThat(this.first.isSignedIn(browser)).isTrue();
		}
		finally {
			this.redis.start();
		}
		for (SignInInstance instance : List.of(this.first, this.second)) {
			await().atMost(PATIENCE).until(() -> instance.store().failingSince() == null);
		}
	}

	private String signIn(SignInInstance instance, Browser browser) {
		return instance.signIn(browser, this.username, PASSWORD);
	}

	private int refuseCodes() {
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(400));
		return this.dintero.userTokenEndpoint().requestCount();
	}

	private String sentCode() {
		return this.dintero.lastSentCode(this.username).code();
	}

	private String mfaToken(SignInInstance instance, Browser browser) {
		signIn(instance, browser);
		String body = this.dintero.mfaChallengeEndpoint()
			.requests()
			.get(this.dintero.mfaChallengeEndpoint().requestCount() - 1)
			.body();
		Matcher token = MFA_TOKEN.matcher(body);
		assertThat(token.find()).as("a token in the request").isTrue();
		return token.group(1);
	}

	private void storedLongerAgo(Duration duration) {
		try (Jedis jedis = this.redis.client()) {
			jedis.keys("*:value").forEach((key) -> jedis.pexpire(key, jedis.pttl(key) - duration.toMillis()));
		}
	}

	private String stored() {
		StringBuilder stored = new StringBuilder();
		try (Jedis jedis = this.redis.client()) {
			jedis.keys("*")
				.forEach((key) -> stored.append(key)
					.append(("hash".equals(jedis.type(key))) ? jedis.hgetAll(key).toString() : jedis.get(key)));
		}
		return stored.toString();
	}

	private <T> CompletableFuture<T> call(Supplier<T> call) {
		return CompletableFuture.supplyAsync(call, this.threads);
	}

	private static <T> T join(CompletableFuture<T> future) {
		return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

}
