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
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A token endpoint behind a certificate that nobody trusts by default.
 */
final class HttpsDintero implements AutoCloseable {

	private final MockWebServer server = new MockWebServer();

	private final HeldCertificate certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost")
		.build();

	private HttpsDintero() {
	}

	static HttpsDintero start() throws IOException {
		HttpsDintero dintero = new HttpsDintero();
		dintero.server.useHttps(
				new HandshakeCertificates.Builder().heldCertificate(dintero.certificate).build().sslSocketFactory());
		dintero.server.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return new MockResponse.Builder().code(200)
					.setHeader("Content-Type", "application/json")
					.body("{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"expires_in\":60}")
					.build();
			}

		});
		dintero.server.start();
		return dintero;
	}

	int port() {
		return this.server.getPort();
	}

	String baseUrl() {
		return "https://localhost:" + port() + "/v1";
	}

	RecordedRequest takeRequest() throws InterruptedException {
		return Objects.requireNonNull(this.server.takeRequest(10, TimeUnit.SECONDS));
	}

	String certificatePem() {
		return this.certificate.certificatePem();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
