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

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A connection of a client: reads its requests one after the other, and writes the
 * answers.
 */
final class HttpConnection {

	private static final int MAXIMUM_HEADERS = 64 * 1024;

	private static final int MAXIMUM_BODY = 16 * 1024 * 1024;

	private static final Pattern REQUEST_LINE = Pattern.compile("(\\S+) (\\S+) HTTP/1\\.([01])");

	private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");

	private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

	private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,15})[ \\t]*(?:;.*)?");

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private int headersLeft;

	HttpConnection(Socket socket) throws IOException {
		this.socket = socket;
		// The end of an answer does not wait for the acknowledgement of its beginning
		socket.setTcpNoDelay(true);
		this.in = new BufferedInputStream(socket.getInputStream());
		this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
	}

	/**
	 * Serves a request.
	 * @param handler who answers it
	 * @return whether there may be another one
	 */
	boolean serve(MockHttpServer.Handler handler) throws IOException, InterruptedException {
		try {
			Request request = read();
			if (request == null) {
				return false;
			}
			Answer answer = handler.handle(request.exchange());
			boolean reusable = request.reusable() && answer.leavesConnectionOpen();
			write(answer, request.exchange().method(), reusable);
			return reusable;
		}
		catch (MalformedException ex) {
			write(Answer.error(ex.status, "The request is not valid HTTP"), "", false);
			readTheRest();
			return false;
		}
	}

	private @Nullable Request read() throws IOException, MalformedException {
		this.headersLeft = MAXIMUM_HEADERS;
		String first = readLine();
		while (first != null && first.isEmpty()) {
			first = readLine();
		}
		if (first == null) {
			return null;
		}
		var requestLine = REQUEST_LINE.matcher(first);
		check(requestLine.matches());
		Map<String, List<String>> headers = readHeaders();
		boolean current = requestLine.group(3).equals("1");
		if (current && contains(headers, "Expect", "100-continue")) {
			this.out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
			this.out.flush();
		}
		Exchange exchange = new Exchange(requestLine.group(1), requestLine.group(2), headers, readBody(headers));
		return new Request(exchange, current && !contains(headers, "Connection", "close"));
	}

	private Map<String, List<String>> readHeaders() throws IOException, MalformedException {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String line = requireLine(); !line.isEmpty(); line = requireLine()) {
			var header = HEADER.matcher(line);
			check(header.matches());
			headers.computeIfAbsent(header.group(1), (name) -> new ArrayList<>()).add(header.group(2).strip());
		}
		return headers;
	}

	private byte[] readBody(Map<String, List<String>> headers) throws IOException, MalformedException {
		if (headers.containsKey("Transfer-Encoding")) {
			check(contains(headers, "Transfer-Encoding", "chunked") && !headers.containsKey("Content-Length"));
			return readChunks();
		}
		List<String> lengths = headers.getOrDefault("Content-Length", List.of("0"));
		check(lengths.size() == 1 && LENGTH.matcher(lengths.get(0)).matches());
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		readBytes(Long.parseLong(lengths.get(0)), body);
		return body.toByteArray();
	}

	private byte[] readChunks() throws IOException, MalformedException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		while (true) {
			var chunk = CHUNK.matcher(requireLine());
			check(chunk.matches());
			long length = Long.parseLong(chunk.group(1), 16);
			if (length == 0) {
				// Trailers
				readHeaders();
				return body.toByteArray();
			}
			readBytes(length, body);
			check(requireLine().isEmpty());
		}
	}

	private void readBytes(long length, ByteArrayOutputStream body) throws IOException, MalformedException {
		if (length > MAXIMUM_BODY - body.size()) {
			throw new MalformedException(413);
		}
		byte[] bytes = this.in.readNBytes((int) length);
		if (bytes.length < length) {
			throw new EOFException();
		}
		body.write(bytes);
	}

	private String requireLine() throws IOException, MalformedException {
		String line = readLine();
		if (line == null) {
			throw new EOFException();
		}
		return line;
	}

	private @Nullable String readLine() throws IOException, MalformedException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
			if (next < 0) {
				return null;
			}
			check(--this.headersLeft > 0);
			line.write(next);
		}
		String text = line.toString(StandardCharsets.UTF_8);
		return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
	}

	private void write(Answer answer, String method, boolean reusable) throws IOException {
		if (answer.status() == 0) {
			return;
		}
		StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" \r\n");
		answer.headers().forEach((header) -> appendHeader(head, header.getKey(), header.getValue()));
		// Neither of these may have a body, not even an empty one
		boolean hasBody = answer.status() != 204 && answer.status() != 304;
		if (hasBody && !answer.saysLength()) {
			appendHeader(head, "Content-Length", Long.toString(answer.body().length()));
		}
		if (!reusable) {
			appendHeader(head, "Connection", "close");
		}
		this.out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
		if (hasBody && !method.equals("HEAD")) {
			answer.body().writeTo(this.out);
		}
		this.out.flush();
	}

	/**
	 * Reads what the client still sends, for a second after the last byte: an answer can
	 * get lost if the connection is closed with bytes that nobody has read.
	 */
	private void readTheRest() throws IOException {
		this.socket.shutdownOutput();
		this.socket.setSoTimeout(1000);
		this.in.transferTo(OutputStream.nullOutputStream());
	}

	private static void appendHeader(StringBuilder head, String name, String value) {
		head.append(name).append(": ").append(value).append("\r\n");
	}

	private static boolean contains(Map<String, List<String>> headers, String name, String token) {
		return headers.getOrDefault(name, List.of())
			.stream()
			.flatMap((value) -> List.of(value.toLowerCase(Locale.ROOT).split(",")).stream())
			.anyMatch((value) -> value.trim().equals(token));
	}

	private static void check(boolean wellFormed) throws MalformedException {
		if (!wellFormed) {
			throw new MalformedException(400);
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * A request that was read.
	 *
	 * @param exchange the request
	 * @param reusable whether the connection can be used again after it
	 */
	private record Request(Exchange exchange, boolean reusable) {

	}

	/**
	 * Thrown where a request is not HTTP.
	 */
	private static final class MalformedException extends Exception {

		private final int status;

		MalformedException(int status) {
			super("Malformed", null, false, false);
			this.status = status;
		}

	}

}
