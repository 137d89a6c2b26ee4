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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A proxy that asks for a user name and a password. It tunnels what is encrypted, and
 * answers all else with a token.
 */
final class PasswordProxy implements ForwardProxy {

	private static final String TOKEN = "{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"expires_in\":60}";

	private final ServerSocket server;

	private final String expected;

	private final Queue<List<String>> requests = new ConcurrentLinkedQueue<>();

	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	private PasswordProxy(ServerSocket server, String username, String password) {
		this.server = server;
		this.expected = "Proxy-Authorization: Basic "
				+ Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	static PasswordProxy start(String username, String password) throws IOException {
		PasswordProxy proxy = new PasswordProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), username,
				password);
		run(proxy::accept);
		return proxy;
	}

	ProxySelector selector() {
		return ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.server.getLocalPort()));
	}

	@Override
	public int port() {
		return this.server.getLocalPort();
	}

	@Override
	public int tunnels() {
		return (int) this.requests.stream().filter((head) -> head.get(0).startsWith("CONNECT ")).count();
	}

	/**
	 * Return the requests that got through.
	 * @return the request line and the headers of each
	 */
	List<List<String>> requests() {
		return List.copyOf(this.requests);
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private void accept() throws IOException {
		while (true) {
			Socket socket = this.server.accept();
			this.sockets.add(socket);
			run(() -> serve(socket));
		}
	}

	private void serve(Socket socket) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
		while (true) {
			List<String> head = new ArrayList<>();
			int length = 0;
			for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
				head.add(line);
				if (line.startsWith("Content-Length: ")) {
					length = Integer.parseInt(line.substring("Content-Length: ".length()));
				}
			}
			if (head.isEmpty()) {
				return;
			}
			reader.skip(length);
			if (!head.contains(this.expected)) {
				answer(socket, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"company\"", "");
				continue;
			}
			this.requests.add(head);
			if (head.get(0).startsWith("CONNECT ")) {
				tunnel(socket, head.get(0).split("[ :]"));
				return;
			}
			answer(socket, "200 OK\r\nContent-Type: application/json", TOKEN);
		}
	}

	private void tunnel(Socket socket, String[] target) throws IOException {
		Socket origin = new Socket(target[1], Integer.parseInt(target[2]));
		this.sockets.add(origin);
		socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		run(() -> origin.getInputStream().transferTo(socket.getOutputStream()));
		try (InputStream client = socket.getInputStream()) {
			client.transferTo(origin.getOutputStream());
		}
	}

	private static void answer(Socket socket, String status, String body) throws IOException {
		socket.getOutputStream()
			.write("HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body)
				.getBytes(StandardCharsets.US_ASCII));
	}

	private static void run(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// Closed
			}
		}, "password-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Task {

		void run() throws IOException;

	}

}
