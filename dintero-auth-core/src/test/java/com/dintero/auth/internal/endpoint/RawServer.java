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

package com.dintero.auth.internal.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that does what no decent server would. Each connection is for one request, and
 * a request past those that it has answers for gets a token.
 */
class RawServer implements AutoCloseable {

	private final ServerSocket server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final String firstWord;

	RawServer(AnswerWriter... answers) {
		this("", answers);
	}

	private RawServer(String firstWord, AnswerWriter... answers) {
		this.firstWord = firstWord;
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.executor.execute(() -> accept(List.of(answers).iterator()));
	}

	/**
	 * A server that speaks before it is spoken to, and then only listens.
	 * @param text what it says
	 * @return the server
	 */
	static RawServer ofFirstWord(String text) {
		return new RawServer(text);
	}

	String baseUrl() {
		return "http://%s:%d/v1".formatted(this.server.getInetAddress().getHostAddress(), this.server.getLocalPort());
	}

	int requestCount() {
		return this.requests.get();
	}

	/**
	 * Let a moment pass, for answers that come slowly.
	 * @return whether there is somebody to answer yet
	 * @throws InterruptedException if the server is closed
	 */
	boolean pause() throws InterruptedException {
		return !this.closed.await(10, TimeUnit.MILLISECONDS);
	}

	private void accept(Iterator<AnswerWriter> answers) {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				AnswerWriter answer = (answers.hasNext()) ? answers.next() : RawServer::writeToken;
				this.executor.execute(() -> converse(socket, answer));
			}
			catch (IOException ex) {
				// Closed
			}
		}
	}

	private void converse(Socket socket, AnswerWriter answer) {
		try (socket) {
			if (!this.firstWord.isEmpty()) {
				write(socket.getOutputStream(), this.firstWord);
				socket.getInputStream().transferTo(OutputStream.nullOutputStream());
				return;
			}
			readRequest(socket);
			this.requests.incrementAndGet();
			answer.write(socket, socket.getOutputStream());
		}
		catch (IOException | InterruptedException ex) {
			// The client hung up, or the server is closed
		}
	}

	private static void readRequest(Socket socket) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
		int length = 0;
		for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
			if (line.startsWith("Content-Length: ")) {
				length = Integer.parseInt(line.substring("Content-Length: ".length()));
			}
		}
		for (int i = 0; i < length; i++) {
			reader.read();
		}
	}

	static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private static void writeToken(Socket socket, OutputStream out) throws IOException {
		String body = "{\"access_token\":\"raw\",\"token_type\":\"Bearer\",\"expires_in\":86400}";
		write(out,
				"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
					.formatted(body.length(), body));
	}

	@Override
	public void close() {
		this.closed.countDown();
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.executor.shutdownNow();
	}

	/**
	 * Writes an answer.
	 */
	interface AnswerWriter {

		void write(Socket socket, OutputStream out) throws IOException, InterruptedException;

	}

}
