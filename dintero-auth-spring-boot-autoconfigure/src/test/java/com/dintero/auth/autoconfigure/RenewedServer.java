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
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A token endpoint whose certificate is exchanged while it runs. Each request takes a
 * connection of its own.
 */
final class RenewedServer implements AutoCloseable {

	private final MockWebServer server = new MockWebServer();

	private final Keys keys = new Keys();

	private RenewedServer() {
	}

	static RenewedServer start(HeldCertificate certificate, X509Certificate... clients)
			throws IOException, GeneralSecurityException {
		RenewedServer renewed = new RenewedServer();
		renewed.exchange(certificate);
		HandshakeCertificates.Builder trusted = new HandshakeCertificates.Builder();
		for (X509Certificate client : clients) {
			trusted.addTrustedCertificate(client);
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(new KeyManager[] { renewed.keys }, new TrustManager[] { trusted.build().trustManager() }, null);
		renewed.server.useHttps(context.getSocketFactory());
		if (clients.length > 0) {
			renewed.server.requireClientAuth();
		}
		renewed.server.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return new MockResponse.Builder().code(200)
					.setHeader("Content-Type", "application/json")
					.setHeader("Connection", "close")
					.body("{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"expires_in\":60}")
					.build();
			}

		});
		renewed.server.start();
		return renewed;
	}

	static HeldCertificate certificate() {
		return new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
	}

	void exchange(HeldCertificate certificate) {
		this.keys.handshakes.set(0);
		this.keys.delegate = (X509ExtendedKeyManager) new HandshakeCertificates.Builder().heldCertificate(certificate)
			.build()
			.keyManager();
	}

	/**
	 * Return how often the present certificate was shown.
	 * @return the number of handshakes
	 */
	int handshakes() {
		return this.keys.handshakes.get();
	}

	String baseUrl() {
		return "https://localhost:" + this.server.getPort() + "/v1";
	}

	@Override
	public void close() {
		this.server.close();
	}

	private static final class Keys extends X509ExtendedKeyManager {

		private final AtomicInteger handshakes = new AtomicInteger();

		private volatile X509ExtendedKeyManager delegate;

		@Override
		public String[] getClientAliases(String keyType, Principal[] issuers) {
			return this.delegate.getClientAliases(keyType, issuers);
		}

		@Override
		public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
			return this.delegate.chooseClientAlias(keyTypes, issuers, socket);
		}

		@Override
		public String[] getServerAliases(String keyType, Principal[] issuers) {
			return this.delegate.getServerAliases(keyType, issuers);
		}

		@Override
		public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
			return this.delegate.chooseServerAlias(keyType, issuers, socket);
		}

		@Override
		public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
			return this.delegate.chooseEngineServerAlias(keyType, issuers, engine);
		}

		@Override
		public X509Certificate[] getCertificateChain(String alias) {
			return this.delegate.getCertificateChain(alias);
		}

		@Override
		public PrivateKey getPrivateKey(String alias) {
			this.handshakes.incrementAndGet();
			return this.delegate.getPrivateKey(alias);
		}

	}

}
