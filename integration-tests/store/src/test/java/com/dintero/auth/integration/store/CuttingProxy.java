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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The network between an instance and its Redis, which can be cut in the middle of an
 * answer.
 */
final class CuttingProxy implements AutoCloseable {

	private final int target;

	private final ServerSocket server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicBoolean cut = new AtomicBoolean();

	CuttingProxy(int target) {
		try {
			this.target = target;
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Cut the next answer after its first byte.
	 */
	void cutNextAnswer() {
		this.cut.set(true);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				Socket redis = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.threads.execute(() -> copy(client, redis, false));
				this.threads.execute(() -> copy(redis, client, true));
			}
			catch (IOException ex) {
				// The proxy was closed, or Redis is not there
			}
		}
	}

	private void copy(Socket from, Socket to, boolean answers) {
		byte[] buffer = new byte[8192];
		try (from; to) {
			InputStream input = from.getInputStream();
			OutputStream output = to.getOutputStream();
			for (int read = input.read(buffer); read > 0; read = input.read(buffer)) {
				boolean last = answers && this.cut.compareAndSet(true, false);
				output.write(buffer, 0, (last) ? 1 : read);
				output.flush();
				if (last) {
					return;
				}
			}
		}
		catch (IOException ex) {
			// The other side has closed the connection
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
			this.threads.shutdownNow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
