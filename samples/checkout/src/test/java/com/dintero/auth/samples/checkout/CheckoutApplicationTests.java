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

package com.dintero.auth.samples.checkout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.AotDetector;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the application as its {@code main} does. What it takes for the real Dintero here
 * is a {@link MockDintero} that it does not know to be one.
 */
@ExtendWith(OutputCaptureExtension.class)
class CheckoutApplicationTests {

	private final MockDintero dintero = MockDintero.start();

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@Test
	void withoutCredentialsItCallsTheDinteroInsideIt(CapturedOutput output) {
		int exitCode = CheckoutApplication.run(Map.of());
		assertThat(exitCode).isZero();
		assertThat(output.getErr()).isEmpty();
		assertThat(output.getOut().lines()).hasSize(7);
		assertThat(output).contains("MockDintero, which runs inside it")
			.contains("Its registration is 'dintero', a client of the account T12345678.")
			.contains("It read the settings of 'Mock Merchant T12345678' 30 times, from 8 threads at once,")
			.contains("It created the checkout session T12345678.")
			.contains("31 calls carried a token, and that took 1 token request.")
			.containsPattern("The token expires at \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\.");
		assertThat(output).doesNotContain("eyJ", "Bearer", "Basic", this.dintero.client().clientSecret());
		assertThat(this.dintero.requests()).isEmpty();
	}

	// The build processes the application ahead of time before it runs the tests
	@Test
	void processedAheadOfTimeItDoesTheSame(CapturedOutput output) {
		System.setProperty(AotDetector.AOT_ENABLED, "true");
		try {
			assertThat(CheckoutApplication.run(Map.of())).isZero();
			assertThat(output.getErr()).isEmpty();
			assertThat(output).contains("31 calls carried a token, and that took 1 token request.");
			assertThat(runAgainstDintero()).isZero();
			assertThat(output).contains("This application talks to Dintero at " + this.dintero.baseUrl());
		}
		finally {
			System.clearProperty(AotDetector.AOT_ENABLED);
		}
	}

	@Test
	void theSessionIsLeftOutWhereThePropertySaysSo(CapturedOutput output) {
		int exitCode = CheckoutApplication.run(Map.of(), "--sample.create-session=false", "--sample.reads=9");
		assertThat(exitCode).isZero();
		assertThat(output).contains("It created no checkout session: sample.create-session is false.")
			.contains("9 calls carried a token, and that took 1 token request.");
	}

	@Test
	void withCredentialsItOnlyReads(CapturedOutput output) {
		int exitCode = runAgainstDintero();
		assertThat(exitCode).isZero();
		assertThat(output).contains("This application talks to Dintero at " + this.dintero.baseUrl())
			.contains("It created no checkout session")
			.contains("30 calls carried a token (Dintero answers no others), and 1 token served them all.");
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		assertThat(this.dintero.resources().requests()).hasSize(30).allSatisfy((request) -> {
			assertThat(request.method()).isEqualTo("GET");
			assertThat(request.header("Authorization")).startsWith("Bearer ");
		});
		assertThat(output).doesNotContain(secrets());
	}

	@Test
	void withCredentialsItCreatesASessionWhereThePropertySaysSo(CapturedOutput output) {
		int exitCode = runAgainstDintero("--sample.create-session=true");
		assertThat(exitCode).isZero();
		assertThat(output).contains("It created the checkout session T12345678.").contains("31 calls carried a token");
		List<MockRequest> sessions = this.dintero.resources()
			.requests()
			.stream()
			.filter((request) -> request.method().equals("POST"))
			.toList();
		assertThat(sessions).singleElement().satisfies((session) -> {
			assertThat(session.body()).contains("\"return_url\"", "\"merchant_reference\"");
			assertThat(session.status()).isEqualTo(200);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "DINTERO_ACCOUNT_ID", "DINTERO_CLIENT_ID", "DINTERO_CLIENT_SECRET" })
	void aVariableThatIsMissingIsNamed(String missing, CapturedOutput output) {
		Map<String, String> environment = environment();
		environment.put(missing, " ");
		assertThat(CheckoutApplication.run(environment)).isNotZero();
		assertThat(output.getOut()).isEmpty();
		assertThat(output.getErr()).startsWith("Missing: " + missing + ". ").hasLineCount(1);
		assertThat(output).doesNotContain(secrets());
	}

	@Test
	void allVariablesThatAreMissingAreNamed(CapturedOutput output) {
		assertThat(CheckoutApplication.run(Map.of("DINTERO_ACCOUNT_ID", "T12345678"))).isNotZero();
		assertThat(output.getErr()).startsWith("Missing: DINTERO_CLIENT_ID, DINTERO_CLIENT_SECRET. ");
	}

	@Test
	void aRefusedClientIsOneLine(CapturedOutput output) {
		Map<String, String> environment = environment();
		environment.put("DINTERO_CLIENT_SECRET", "not-the-secret");
		assertThat(runAgainstDintero(environment)).isNotZero();
		assertThat(output.getErr()).startsWith("The sample failed: ").contains("'dintero'", "401").hasLineCount(1);
		assertThat(output).doesNotContain("not-the-secret").doesNotContain("carried a token");
	}

	@Test
	void aDinteroThatIsNotThereIsOneLine(CapturedOutput output) {
		this.dintero.close();
		assertThat(runAgainstDintero()).isNotZero();
		assertThat(output.getErr()).startsWith("The sample failed: ").contains("'dintero'").hasLineCount(1);
	}

	@Test
	void anAccountIdOffItsPatternIsExplained(CapturedOutput output) {
		Map<String, String> environment = environment();
		environment.put("DINTERO_ACCOUNT_ID", "12345678");
		assertThat(runAgainstDintero(environment)).isNotZero();
		assertThat(output).contains("dintero.auth.registration.dintero.account-id").doesNotContain(secrets());
		assertThat(output.getErr()).contains("The sample could not start.");
	}

	private int runAgainstDintero(String... args) {
		return runAgainstDintero(environment(), args);
	}

	private int runAgainstDintero(Map<String, String> environment, String... args) {
		String[] all = new String[args.length + 2];
		all[0] = "--dintero.auth.base-url=" + this.dintero.baseUrl();
		all[1] = "--sample.checkout-url=" + this.dintero.baseUrl();
		System.arraycopy(args, 0, all, 2, args.length);
		return CheckoutApplication.run(environment, all);
	}

	private Map<String, String> environment() {
		MockDinteroClient client = this.dintero.client();
		Map<String, String> environment = new HashMap<>();
		environment.put("DINTERO_ACCOUNT_ID", client.accountId());
		environment.put("DINTERO_CLIENT_ID", client.clientId());
		environment.put("DINTERO_CLIENT_SECRET", client.clientSecret());
		return environment;
	}

	/**
	 * Returns the secret, and the tokens and the Basic value that went over the wire.
	 */
	private List<String> secrets() {
		List<String> secrets = new ArrayList<>();
		secrets.add(this.dintero.client().clientSecret());
		for (MockRequest request : this.dintero.requests()) {
			String authorization = request.header("Authorization");
			if (authorization != null) {
				secrets.add(authorization.substring(authorization.indexOf(' ') + 1));
			}
		}
		return secrets;
	}

}
