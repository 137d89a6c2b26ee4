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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Token requests with the SSL bundle, over real TLS.
 */
@ExtendWith(OutputCaptureExtension.class)
class TlsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@Test
	void aCertificateIsExchangedWithoutARestartAndWithoutAFailedCall(CapturedOutput output) throws Exception {
		HeldCertificate before = RenewedServer.certificate();
		HeldCertificate after = RenewedServer.certificate();
		Path trusted = write("trusted.pem", before.certificatePem());
		try (RenewedServer server = RenewedServer.start(before)) {
			withBundle(server, trusted).run((context) -> {
				try (Calls calls = new Calls(context.getBean(DinteroTokens.class))) {
					calls.awaitMore();
					// As in real life: first both are trusted, then the server shows the
					// new one, then the old one goes
					write("trusted.pem", before.certificatePem() + after.certificatePem());
					awaitRenewals(output, 1);
					server.exchange(after);
					calls.awaitMore();
					write("trusted.pem", after.certificatePem());
					awaitRenewals(output, 2);
					calls.awaitMore();
				}
				assertThat(server.handshakes()).isPositive();
			});
		}
	}

	@Test
	void aNewBundleThatCannotBeUsedLeavesTheOldOneInPlace(CapturedOutput output) throws Exception {
		HeldCertificate certificate = RenewedServer.certificate();
		Path trusted = write("trusted.pem", certificate.certificatePem());
		try (RenewedServer server = RenewedServer.start(certificate)) {
			withBundle(server, trusted).run((context) -> {
				try (Calls calls = new Calls(context.getBean(DinteroTokens.class))) {
					write("trusted.pem", "-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n");
					Awaitility.await()
						.atMost(PATIENCE)
						.until(() -> output.getAll().contains("trusted.pem")
								|| output.getAll().contains("update is not valid"));
					calls.awaitMore();
				}
			});
		}
	}

	@Test
	void theBundlesKeyIsTheClientsInMutualTls() throws Exception {
		HeldCertificate certificate = RenewedServer.certificate();
		HeldCertificate client = new HeldCertificate.Builder().build();
		Path trusted = write("trusted.pem", certificate.certificatePem());
		try (RenewedServer server = RenewedServer.start(certificate, client.certificate())) {
			withBundle(server, trusted)
				.withPropertyValues(
						"spring.ssl.bundle.pem.dintero.keystore.certificate=file:"
								+ write("client.pem", client.certificatePem()),
						"spring.ssl.bundle.pem.dintero.keystore.private-key=file:"
								+ write("client.key", client.privateKeyPkcs8Pem()))
				.run((context) -> assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
					.isEqualTo("a.b.c"));
		}
	}

	@Test
	void anExpiredCertificateIsNamed() throws Exception {
		HeldCertificate root = new HeldCertificate.Builder().certificateAuthority(0).build();
		HeldCertificate expired = new HeldCertificate.Builder().addSubjectAlternativeName("localhost")
			.signedBy(root)
			.validityInterval(0, 1)
			.build();
		Path trusted = write("trusted.pem", root.certificatePem());
		try (RenewedServer server = RenewedServer.start(expired)) {
			withBundle(server, trusted).run((context) -> assertThatExceptionOfType(DinteroAuthorizationException.class)
				.isThrownBy(() -> context.getBean(DinteroTokens.class).getToken("dintero"))
				.withMessageContaining("the certificate of the server has expired"));
		}
	}

	@Test
	void aServerThatDoesNotAcceptTheClientIsNotACertificateThatIsNotTrusted() throws Exception {
		HeldCertificate certificate = RenewedServer.certificate();
		HeldCertificate client = new HeldCertificate.Builder().build();
		Path trusted = write("trusted.pem", certificate.certificatePem());
		try (RenewedServer server = RenewedServer.start(certificate, client.certificate())) {
			withBundle(server, trusted).run((context) -> assertThatExceptionOfType(DinteroAuthorizationException.class)
				.isThrownBy(() -> context.getBean(DinteroTokens.class).getToken("dintero"))
				.withMessageContaining("client certificate"));
		}
	}

	private static ApplicationContextRunner withBundle(RenewedServer server, Path trusted) {
		return DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.base-url=" + server.baseUrl(), "dintero.auth.http.ssl-bundle=dintero",
					"spring.ssl.bundle.watch.file.quiet-period=50ms",
					"spring.ssl.bundle.pem.dintero.reload-on-update=true",
					"spring.ssl.bundle.pem.dintero.truststore.certificate=file:" + trusted);
	}

	private Path write(String name, String pem) throws IOException {
		return Files.writeString(this.directory.resolve(name), pem);
	}

	private static void awaitRenewals(CapturedOutput output, int count) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> output.getAll().split("use the updated SSL bundle 'dintero'", -1).length > count);
	}

	/**
	 * Calls that each request a token, one after the other.
	 */
	private static final class Calls implements AutoCloseable {

		private final AtomicInteger count = new AtomicInteger();

		private final AtomicBoolean closed = new AtomicBoolean();

		private final CompletableFuture<Void> calls;

		Calls(DinteroTokens tokens) {
			this.calls = CompletableFuture.runAsync(() -> {
				while (!this.closed.get()) {
					tokens.invalidate("dintero");
					tokens.getToken("dintero");
					this.count.incrementAndGet();
				}
			}, (task) -> new Thread(task, "calls").start());
		}

		void awaitMore() {
			int enough = this.count.get() + 20;
			Awaitility.await().atMost(PATIENCE).until(() -> this.calls.isDone() || this.count.get() >= enough);
			assertThat(this.calls).isNotCompletedExceptionally();
		}

		@Override
		public void close() {
			this.closed.set(true);
			assertThat(this.calls).succeedsWithin(PATIENCE);
		}

	}

}
