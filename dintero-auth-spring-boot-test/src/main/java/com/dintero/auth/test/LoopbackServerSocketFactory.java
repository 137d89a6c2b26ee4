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
import java.net.SocketAddress;

import javax.net.ServerSocketFactory;

/**
 * Creates server sockets that are up to hundreds of clients at once: with the server's
 * own short backlog some would have to knock again after a second. Answers do not wait
 * for the acknowledgement of their headers either, which takes up to 40 ms. A client that
 * hangs up leaves no socket behind.
 */
final class LoopbackServerSocketFactory extends ServerSocketFactory {

	private static final int BACKLOG = 1024;

	@Override
	public ServerSocket createServerSocket() throws IOException {
		return new ServerSocket() {

			@Override
			public void bind(SocketAddress endpoint, int backlog) throws IOException {
				super.bind(endpoint, BACKLOG);
			}

			@Override
			public Socket accept() throws IOException {
				Socket socket = new SelfClosingSocket();
				implAccept(socket);
				socket.setTcpNoDelay(true);
				return socket;
			}

		};
	}

	@Override
	public ServerSocket createServerSocket(int port) throws IOException {
		return createServerSocket(port, BACKLOG);
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog) throws IOException {
		return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
	}

	@Override
	public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
		return new ServerSocket(port, backlog, address);
	}

}
