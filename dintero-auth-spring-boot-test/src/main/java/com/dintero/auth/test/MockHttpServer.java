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
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 server on the loopback interface, with a thread for each connection:
 * an answer that is held up holds up nobody else.
 * <p>
 * The JDK's own server is not used because it takes 45 ms for each answer on Java 17: it
 * writes headers and body separately, and only a system property, which would be one of
 * the whole application, keeps the body from waiting for the acknowledgement of the
 * headers. Any other server would be a library that an application may have in another
 * version.
 */
final class MockHttpServer {

	private static final System.Logger logger = System.getLogger(MockHttpServer.class.getName());

	/** For hundreds of clients that connect at once. */
	private static final int BACKLOG = 1024;

	private final ServerSocket serverSocket;

	private final Handler handler;

	private final Set<Socket> connections = new HashSet<>();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "MockDintero");
		thread.setDaemon(true);
		return thread;
	});

	private final CountDownLatch acceptor = new CountDownLatch(1);

	private boolean closed;

	MockHttpServer(int port, Handler handler) throws IOException {
		this.handler = handler;
		this.serverSocket = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
		this.threads.execute(this::acceptAll);
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Frees the port, closes all connections and interrupts whoever answers a request.
	 * Does not wait for them.
	 */
	void close() {
		close(null);
		try {
			// A thread that accepts connections keeps the port until it ends
			this.acceptor.await(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void close(@Nullable IOException cause) {
		boolean unexpected = !this.closed && cause != null;
		this.closed = true;
		closeQuietly(this.serverSocket);
		this.connections.forEach(MockHttpServer::closeQuietly);
		this.threads.shutdownNow();
		if (unexpected) {
			logger.log(System.Logger.Level.ERROR, "MockDintero ends: it cannot accept connections", cause);
		}
	}

	private void acceptAll() {
		try {
			while (true) {
				Socket socket = this.serverSocket.accept();
				if (!open(socket)) {
					closeQuietly(socket);
				}
			}
		}
		catch (IOException ex) {
			// Closed, or out of file descriptors: clients shall not wait in vain
			close(ex);
		}
		finally {
			this.acceptor.countDown();
		}
	}

	private synchronized boolean open(Socket socket) {
		if (this.closed) {
			return false;
		}
		try {
			this.threads.execute(() -> serve(socket));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			logger.log(System.Logger.Level.WARNING, "MockDintero cannot start a thread and closes a connection", ex);
			return false;
		}
		this.connections.add(socket);
		return true;
	}

	private void serve(Socket socket) {
		try (socket) {
			HttpConnection connection = new HttpConnection(socket);
			while (connection.serve(this.handler)) {
				// The next request of the same connection
			}
		}
		catch (IOException ex) {
			logger.log(System.Logger.Level.TRACE, "The client is gone, or MockDintero is closed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			synchronized (this) {
				this.connections.remove(socket);
			}
		}
	}

	private static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			// It is of no use any more
		}
	}

	/**
	 * Answers requests.
	 */
	interface Handler {

		/**
		 * Answers a request.
		 * @param exchange the request
		 * @return the answer
		 * @throws InterruptedException if the server is closed meanwhile
		 */
		Answer handle(Exchange exchange) throws InterruptedException;

	}

}
