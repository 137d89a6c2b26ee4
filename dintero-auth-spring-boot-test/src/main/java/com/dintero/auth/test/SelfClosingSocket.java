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

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketImpl;

import org.jspecify.annotations.Nullable;

/**
 * The server's end of a connection, which closes itself when its client is gone. The
 * server only gives such a connection up: clients that hang up in the middle of an answer
 * would each cost it a file descriptor until it is stopped.
 */
final class SelfClosingSocket extends Socket {

	SelfClosingSocket() throws IOException {
		// Connected by the server socket that accepts it
		super((@Nullable SocketImpl) null);
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return new FilterInputStream(super.getInputStream()) {

			@Override
			public int read() throws IOException {
				return closingOnFailure(super::read);
			}

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				return closingOnFailure(() -> super.read(bytes, offset, length));
			}

		};
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		return new FilterOutputStream(super.getOutputStream()) {

			@Override
			public void write(int value) throws IOException {
				write(new byte[] { (byte) value }, 0, 1);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				closingOnFailure(() -> {
					this.out.write(bytes, offset, length);
					return length;
				});
			}

		};
	}

	private int closingOnFailure(Transfer transfer) throws IOException {
		try {
			return transfer.run();
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Reads or writes.
	 */
	private interface Transfer {

		int run() throws IOException;

	}

}
