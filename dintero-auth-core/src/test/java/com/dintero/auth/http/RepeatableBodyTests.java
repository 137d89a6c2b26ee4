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

package com.dintero.auth.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatableBodyTests {

	@Test
	void aValueIsRepeatedWithTheHeadersOfItsCodec() {
		MockClientHttpRequest repeated = repeat(BodyInserters.fromValue(Map.of("a", "ø")));
		assertThat(repeated.getBodyAsString().block()).isEqualTo("{\"a\":\"ø\"}");
		assertThat(repeated.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
		assertThat(repeated.getHeaders().getContentLength()).isEqualTo(10);
	}

	@Test
	void aFormIsRepeated() {
		MockClientHttpRequest repeated = repeat(BodyInserters.fromFormData("name", "ø"));
		assertThat(repeated.getBodyAsString().block()).isEqualTo("name=%C3%B8");
		assertThat(repeated.getHeaders().getContentType())
			.satisfies((type) -> assertThat(type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED)).isTrue());
	}

	@Test
	void noBodyIsRepeatedAsNone() {
		assertThat(repeat(BodyInserters.empty()).getBodyAsString().block()).isEmpty();
		MockClientHttpRequest repeated = repeat(BodyInserters.fromPublisher(Mono.<String>empty(), String.class));
		assertThat(repeated.getBodyAsString().block()).isEmpty();
		assertThat(repeated.getHeaders().getContentLength()).isZero();
		assertThat(repeat(BodyInserters.fromValue("")).getBodyAsString().block()).isEmpty();
	}

	@Test
	void aHeaderThatTheRequestHasByNowIsKept() {
		RepeatableBody body = new RepeatableBody(BodyInserters.fromValue("text"));
		MockClientHttpRequest first = request();
		first.getHeaders().setBearerAuth("old");
		first.getHeaders().set("X-Attempt", "1");
		first.getHeaders().set("X-Same", "same");
		insert(body.remembering(), first);
		MockClientHttpRequest second = request();
		second.getHeaders().set("X-Attempt", "2");
		insert(body.repeating(), second);
		assertThat(second.getHeaders().get("X-Attempt")).containsExactly("2");
		assertThat(second.getHeaders().get("X-Same")).containsExactly("same");
		assertThat(second.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)).isFalse();
	}

	@Test
	void aBodyUpToTheMaximumIsRepeated() {
		String longest = "a".repeat(RepeatableBody.MAXIMUM_BYTES);
		assertThat(repeat(BodyInserters.fromValue(longest)).getBodyAsString().block()).isEqualTo(longest);
		assertThat(repeating(BodyInserters.fromValue(longest + "a"))).isNull();
	}

	@Test
	void aStreamIsNotRepeated() {
		DataBuffer piece = DefaultDataBufferFactory.sharedInstance.wrap("piece".getBytes(StandardCharsets.UTF_8));
		assertThat(repeating(BodyInserters.fromDataBuffers(Flux.just(piece)))).isNull();
		assertThat(repeating(BodyInserters.fromPublisher(Flux.just("a", "b"), String.class))).isNull();
	}

	@Test
	void partsAreNotRepeated() {
		assertThat(repeating(BodyInserters.fromMultipartData("name", "value"))).isNull();
	}

	@Test
	void aFileIsWrittenWithoutACopyWhereThatIsPossibleAndNotRepeated() {
		RepeatableBody body = new RepeatableBody(BodyInserters.fromResource(new FileSystemResource("pom.xml")));
		ZeroCopyRequest request = new ZeroCopyRequest();
		insert(body.remembering(), request);
		assertThat(request.file).isEqualTo(Path.of("pom.xml").toAbsolutePath());
		assertThat(body.repeating()).isNull();
	}

	@Test
	void whatIsWrittenTwiceIsRememberedOfTheSecondTime() {
		RepeatableBody body = new RepeatableBody((request, context) -> (request.getURI().getPath().equals("/stream"))
				? BodyInserters.fromDataBuffers(Flux.empty()).insert(request, context)
				: BodyInserters.fromValue("value").insert(request, context));
		insert(body.remembering(), request());
		assertThat(body.repeating()).isNotNull();
		insert(body.remembering(), new MockClientHttpRequest(HttpMethod.POST, "/stream"));
		assertThat(body.repeating()).isNull();
	}

	@Test
	void whatHasNotBeenWrittenIsNotRepeated() {
		assertThat(new RepeatableBody(BodyInserters.fromValue("value")).repeating()).isNull();
	}

	private static MockClientHttpRequest repeat(BodyInserter<?, ? super ClientHttpRequest> inserter) {
		MockClientHttpRequest request = request();
		insert(repeating(inserter), request);
		return request;
	}

	private static @Nullable BodyInserter<?, ClientHttpRequest> repeating(
			BodyInserter<?, ? super ClientHttpRequest> inserter) {
		RepeatableBody body = new RepeatableBody(inserter);
		MockClientHttpRequest request = request();
		insert(body.remembering(), request);
		request.getBodyAsString().block();
		return body.repeating();
	}

	private static void insert(BodyInserter<?, ClientHttpRequest> inserter, ClientHttpRequest request) {
		inserter.insert(request, new Context()).block();
	}

	private static MockClientHttpRequest request() {
		return new MockClientHttpRequest(HttpMethod.POST, "https://api.dintero.com/v1/sessions-profile");
	}

	private static final class Context implements BodyInserter.Context {

		@Override
		public List<HttpMessageWriter<?>> messageWriters() {
			return ExchangeStrategies.withDefaults().messageWriters();
		}

		@Override
		public Optional<ServerHttpRequest> serverRequest() {
			return Optional.empty();
		}

		@Override
		public Map<String, Object> hints() {
			return Map.of();
		}

	}

	private static final class ZeroCopyRequest extends MockClientHttpRequest implements ZeroCopyHttpOutputMessage {

		private @Nullable Path file;

		ZeroCopyRequest() {
			super(HttpMethod.POST, "https://api.dintero.com/v1/sessions-profile");
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			this.file = file.toAbsolutePath();
			return Mono.empty();
		}

	}

}
