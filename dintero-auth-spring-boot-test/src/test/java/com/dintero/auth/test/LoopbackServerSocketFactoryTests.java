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

package com.dintero.auth.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Connections of {@link LoopbackServerSocketFactory}.
 */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class LoopbackServerSocketFactoryTests {

	private ServerSocket server;

	private Socket client;

	private Socket connection;

	@BeforeEach
	void connect() throws IOException {
		this.server = new LoopbackServerSocketFactory().createServerSocket();
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		this.client = new Socket(this.server.getInetAddress(), this.server.getLocalPort());
		this.connection = this.server.accept();
	}

	@AfterEach
	void close() throws IOException {
		this.connection.close();
		this.client.close();
		this.server.close();
	}

	@Test
	void bytesGoBothWays() throws IOException {
		this.client.getOutputStream().write(new byte[] { 1, 2, 3 });
		assertThat(this.connection.getInputStream().read()).isEqualTo(1);
		assertThat(this.connection.getInputStream().readNBytes(2)).containsExactly(2, 3);
		this.connection.getOutputStream().write(4);
		this.connection.getOutputStream().write(new byte[] { 5, 6 });
		assertThat(this.client.getInputStream().readNBytes(3)).containsExactly(4, 5, 6);
	}

	@Test
	void anAnswerDoesNotWaitForAcknowledgements() throws IOException {
		assertThat(this.connection.getTcpNoDelay()).isTrue();
	}

	@Test
	void theEndOfARequestLeavesTheConnectionOpen() throws IOException {
		this.client.shutdownOutput();
		assertThat(this.connection.getInputStream().read()).isEqualTo(-1);
		assertThat(this.connection.isClosed()).isFalse();
	}

	@Test
	void aClientThatHangsUpBeforeItsAnswerLeavesNoSocketBehind() throws IOException {
		this.client.close();
		byte[] answer = new byte[8192];
		assertThatIOException().isThrownBy(() -> {
			while (true) {
				this.connection.getOutputStream().write(answer);
			}
		});
		assertThat(this.connection.isClosed()).isTrue();
	}

	@Test
	void aClientThatResetsItsConnectionLeavesNoSocketBehind() throws IOException {
		this.client.setSoLinger(true, 0);
		this.client.close();
		assertThatIOException().isThrownBy(() -> this.connection.getInputStream().read());
		assertThat(this.connection.isClosed()).isTrue();
	}

	@Test
	void aClientThatResetsItsConnectionInTheMiddleOfARequestLeavesNoSocketBehind() throws IOException {
		byte[] request = new byte[16];
		this.client.setSoLinger(true, 0);
		this.client.close();
		assertThatIOException().isThrownBy(() -> this.connection.getInputStream().read(request));
		assertThat(this.connection.isClosed()).isTrue();
	}

}
