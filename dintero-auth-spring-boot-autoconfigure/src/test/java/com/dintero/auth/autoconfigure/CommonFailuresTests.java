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

package com.dintero.auth.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The common failures of {@code docs/operations.md}, as an operator sees them: in the
 * log, in health, at the endpoint and in the meters.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class CommonFailuresTests {

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	@TempDir
	private Path directory;

	@Test
	void aWrongClientSecret(CapturedOutput output) throws Exception {
		this.partner.changeSecretAtDintero(ReloadablePartner.NEW_SECRET);
		assertThatOperatorSees(output, "401", "invalid_client", "was answered with status 401",
				"Check the client id and the client secret");
	}

	@Test
	void nothingThatListensAtTheEndpoint(CapturedOutput output) throws Exception {
		this.partner.dintero().close();
		assertThatOperatorSees(output, "none", "temporarily_unavailable", "the connection was refused",
				"Check the base URL, the network and the proxy");
	}

	@Test
	void anEndpointThatDoesNotAnswer(CapturedOutput output) throws Exception {
		this.partner.dintero().tokenEndpoint().failAlways(MockFault.hang());
		assertThatOperatorSees(output, "none", "temporarily_unavailable", "no complete answer within 200 ms",
				"Check the network", "dintero.auth.http.read-timeout=200ms");
	}

	@Test
	void anExpiredCertificate(CapturedOutput output) throws Exception {
		HeldCertificate root = new HeldCertificate.Builder().certificateAuthority(0).build();
		HeldCertificate expired = new HeldCertificate.Builder().addSubjectAlternativeName("localhost")
			.signedBy(root)
			.validityInterval(0, Duration.ofDays(1).toMillis())
			.build();
		Path trusted = Files.writeString(this.directory.resolve("trusted.pem"), root.certificatePem());
		try (RenewedServer server = RenewedServer.start(expired)) {
			assertThatOperatorSees(output, "none", "temporarily_unavailable",
					"the certificate of the server has expired", "Check the clock of this machine",
					"dintero.auth.base-url=" + server.baseUrl(), "dintero.auth.http.ssl-bundle=dintero",
					"spring.ssl.bundle.pem.dintero.truststore.certificate=file:" + trusted);
		}
	}

	@Test
	void aProxyThatRefusesItsCredentials(CapturedOutput output) throws Exception {
		try (PasswordProxy proxy = PasswordProxy.start("jane", "s3cr3t-of-jane")) {
			assertThatOperatorSees(output, "407", "invalid_token_response", "was answered with status 407",
					"Check the user name and the password for the proxy", "dintero.auth.http.proxy.host=localhost",
					"dintero.auth.http.proxy.port=" + proxy.port(), "dintero.auth.http.proxy.username=jane",
					"dintero.auth.http.proxy.password=an-old-password");
		}
	}

	@Test
	void aRateLimit(CapturedOutput output) throws Exception {
		this.partner.dintero().tokenEndpoint().failAlways(MockFault.rateLimited("40"));
		assertThatOperatorSees(output, "429", "temporarily_unavailable", "was answered with status 429",
				"Dintero asks for a pause of 40 s");
	}

	private void assertThatOperatorSees(CapturedOutput output, String status, String error, String what, String advice,
			String... properties) throws Exception {
		try (ActuatorApplication application = ActuatorApplication.start(this.partner, WebApplicationType.SERVLET,
				properties)) {
			application.assertFails("platform");
			application.assertFails("platform");
			assertThat(output.getAll().lines().filter((line) -> line.contains("has begun to fail"))).singleElement()
				.asString()
				.contains("registration 'platform'", what, advice, "Callers get no token");
			assertThat(JsonMapper.shared()
				.readTree(application.send("GET", "/health/dinteroTokens/platform").body())
				.at("/status")
				.asString()).isEqualTo("DOWN");
			assertThat(application.send("GET", "/health/dinteroTokens/platform").body()).contains(what, advice, error);
			assertThat(application.get("/dinterotokens/platform").at("/token/state").asString()).isEqualTo("FAILED");
			assertThat(application.get("/dinterotokens/platform").at("/token/lastFailure/message").asString())
				.contains(what, advice);
			assertThat(application
				.get("/metrics/dintero.token.request?tag=status:%s&tag=error.code:%s".formatted(status, error))
				.at("/measurements/0/value")
				.asDouble()).isPositive();
		}
	}

}
