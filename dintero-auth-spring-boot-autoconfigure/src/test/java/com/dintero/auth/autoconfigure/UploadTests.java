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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads, of which the server sees the beginning before the client has written the end.
 */
class UploadTests {

	private static final int CHUNK = 256 * 1024;

	private static final int CHUNKS = 16;

	private final MockDintero dintero = MockDintero.start();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile long received;

	private volatile String authorization = "";

	private HttpServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::receive);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
		this.threads.shutdownNow();
		this.dintero.close();
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void anUploadToAnotherOriginIsStreamed(ClientKind kind) {
		runner(kind).run((context) -> {
			assertThat(upload(restClient(context))).isEqualTo("received");
			assertThat(this.received).isEqualTo((long) CHUNK * CHUNKS);
			assertThat(this.authorization).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void anUploadOfAWebClientToAnotherOriginIsStreamed(ClientKind kind) {
		runner(kind).run((context) -> {
			assertThat(upload(context.getBean(WebClient.Builder.class).build())).isEqualTo("received");
			assertThat(this.received).isEqualTo((long) CHUNK * CHUNKS);
			assertThat(this.authorization).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void anUploadToDinteroIsStreamedToo(ClientKind kind) {
		runner(kind).withPropertyValues("dintero.auth.attach.origins=" + origin()).run((context) -> {
			assertThat(upload(restClient(context))).isEqualTo("received");
			assertThat(this.received).isEqualTo((long) CHUNK * CHUNKS);
			assertThat(this.authorization).startsWith("Bearer ");
		});
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void anUploadOfAWebClientToDinteroIsStreamedToo(ClientKind kind) {
		runner(kind).withPropertyValues("dintero.auth.attach.origins=" + origin()).run((context) -> {
			assertThat(upload(context.getBean(WebClient.Builder.class).build())).isEqualTo("received");
			assertThat(this.received).isEqualTo((long) CHUNK * CHUNKS);
			assertThat(this.authorization).startsWith("Bearer ");
		});
	}

	@Test
	void anUploadOfAnHttpInterfaceToAnotherOriginIsStreamed() {
		DinteroContextRunners.withMock(this.dintero)
			.withUserConfiguration(UploadGroup.class)
			.withPropertyValues("spring.http.serviceclient.upload.base-url=" + origin())
			.run((context) -> assertThat(context.getBean(UploadClient.class).upload(resource())).isEqualTo("received"));
	}

	private String upload(RestClient client) {
		String answer = client.post()
			.uri(origin())
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.body(resource())
			.retrieve()
			.body(String.class);
		return String.valueOf(answer);
	}

	private String upload(WebClient client) {
		Flux<DataBuffer> body = Flux.concat(Mono.fromSupplier(this::chunk),
				Mono.fromRunnable(this::awaitBegun).subscribeOn(Schedulers.boundedElastic()).cast(DataBuffer.class),
				Flux.range(1, CHUNKS - 1).map((i) -> chunk()));
		String answer = client.post()
			.uri(origin())
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.body(body, DataBuffer.class)
			.retrieve()
			.bodyToMono(String.class)
			.block();
		return String.valueOf(answer);
	}

	private Resource resource() {
		return new InputStreamResource(new Body());
	}

	private DataBuffer chunk() {
		return DefaultDataBufferFactory.sharedInstance.wrap(new byte[CHUNK]);
	}

	private void awaitBegun() {
		try {
			if (!this.begun.await(10, TimeUnit.SECONDS)) {
				throw new UncheckedIOException(
						new IOException("The server has not seen the beginning: the body is held in memory"));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange) {
			String header = exchange.getRequestHeaders().getFirst("Authorization");
			this.authorization = (header != null) ? header : "";
			InputStream body = exchange.getRequestBody();
			byte[] buffer = new byte[8192];
			long count = 0;
			int read = body.read(buffer);
			this.begun.countDown();
			while (read != -1) {
				count += read;
				read = body.read(buffer);
			}
			this.received = count;
			byte[] answer = "received".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/plain");
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
		}
	}

	private static RestClient restClient(ApplicationContext context) {
		return context.getBean(RestClient.Builder.class).build();
	}

	private ApplicationContextRunner runner(ClientKind kind) {
		return DinteroContextRunners.withMock(this.dintero).withPropertyValues(kind.property());
	}

	private URI origin() {
		return URI
			.create("http://" + this.server.getAddress().getHostString() + ":" + this.server.getAddress().getPort());
	}

	/**
	 * Has more only when the server has seen the beginning.
	 */
	private final class Body extends InputStream {

		private long position;

		@Override
		public int read() {
			byte[] single = new byte[1];
			return (read(single, 0, 1) == -1) ? -1 : single[0];
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			if (this.position >= CHUNK) {
				awaitBegun();
			}
			long left = (this.position < CHUNK) ? CHUNK - this.position : (long) CHUNK * CHUNKS - this.position;
			if (left == 0) {
				return -1;
			}
			int count = (int) Math.min(length, left);
			this.position += count;
			return count;
		}

	}

	interface UploadClient {

		@PostExchange(contentType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
		String upload(@RequestBody Resource body);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "upload", types = UploadClient.class)
	static class UploadGroup {

	}

}
