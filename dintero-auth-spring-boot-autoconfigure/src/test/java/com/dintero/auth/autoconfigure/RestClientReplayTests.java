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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.autoconfigure.ClientKind.Call;
import com.dintero.auth.http.DinteroRequestFactories;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a {@code RestClient} does with requests and answers when a resource does not
 * accept a token.
 */
class RestClientReplayTests {

	private final MockDintero dintero = MockDintero.start();

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void theFirstAnswerIsClosedBeforeTheSecondRequest(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.status(401));
		Events events = new Events();
		run(kind, events, (client) -> {
			assertThat(client.get(settings()).getStatusCode().value()).isEqualTo(200);
			assertThat(events.list).startsWith("request", "answer 401", "closed", "request", "answer 200");
		});
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void theFirstAnswerIsClosedWhereNoNewTokenIsToBeHad(ClientKind kind) {
		Events events = new Events();
		run(kind, events, (client) -> {
			client.get(settings());
			this.dintero.revokeTokens();
			this.dintero.tokenEndpoint().failNext(MockFault.status(500));
			events.list.clear();
			assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(() -> client.get(settings()));
			assertThat(events.list).containsExactly("request", "answer 401", "closed");
		});
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void aBodyThatCanBeReadOnceIsSentOnceAndALaterRequestHasANewToken(ClientKind kind) {
		DinteroContextRunners.withMock(this.dintero).withPropertyValues(kind.property()).run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			ClientKind.of(client).get(settings());
			this.dintero.revokeTokens();
			byte[] session = Sessions.json("order").getBytes(StandardCharsets.UTF_8);
			HttpStatusCode status = client.post()
				.uri(sessions())
				.contentType(MediaType.APPLICATION_JSON)
				.body(new InputStreamResource(new ByteArrayInputStream(session)))
				.exchange((request, response) -> response.getStatusCode());
			assertThat(status).isEqualTo(HttpStatus.UNAUTHORIZED);
			assertThat(ClientKind.of(client).get(settings()).getStatusCode().value()).isEqualTo(200);
			assertThat(this.dintero.resources().requests()).filteredOn((request) -> request.method().equals("POST"))
				.singleElement()
				.satisfies((post) -> assertThat(post.status()).isEqualTo(401));
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void aLongBodyIsSentAgain(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.status(401));
		run(kind, new Events(), (client) -> {
			String session = Sessions.json("a".repeat(1024 * 1024));
			assertThat(client.exchange(Call.post(sessions(), session)).getStatusCode().value()).isEqualTo(200);
			assertThat(this.dintero.resources().requests()).extracting(MockRequest::body)
				.containsExactly(session, session);
		});
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void whatALaterInterceptorAddsIsThereOnceEachTime(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.status(401));
		ClientHttpRequestInterceptor adding = (request, body, execution) -> {
			request.getHeaders().add("X-Later", "value");
			request.getHeaders().add("Accept", "application/problem+json");
			return execution.execute(request, body);
		};
		run(kind, adding, (client) -> {
			client.get(settings());
			assertThat(this.dintero.resources().requests()).hasSize(2).allSatisfy((request) -> {
				assertThat(request.headers().get("X-Later")).containsExactly("value");
				assertThat(String.join(",", request.headers().get("Accept"))).containsOnlyOnce("problem");
			});
		});
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void aSecondRequestThatGetsNoAnswerFailsAsAnyOther(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.status(401));
		this.dintero.resources().failAlways(MockFault.disconnect());
		run(kind, new Events(), (client) -> assertThatExceptionOfType(ResourceAccessException.class)
			.isThrownBy(() -> client.exchange(Call.post(sessions(), Sessions.json("order")))));
	}

	private void run(ClientKind kind, Events events, ThrowingConsumer<ClientKind.Exchange> test) {
		DinteroContextRunners.withMock(this.dintero).withPropertyValues(kind.property()).run((context) -> {
			ClientHttpRequestFactory requestFactory = context.getBean(ClientHttpRequestFactoryBuilder.class)
				.build(HttpClientSettings.defaults().withRedirects(HttpRedirects.DONT_FOLLOW));
			DinteroRequestFactories dintero = context.getBean(DinteroRequestFactories.class);
			test.accept(ClientKind.of(context.getBean(RestClient.Builder.class)
				.requestFactory(
						dintero.attachTo(new InterceptingClientHttpRequestFactory(requestFactory, List.of(events))))
				.build()));
		});
	}

	private void run(ClientKind kind, ClientHttpRequestInterceptor last, ThrowingConsumer<ClientKind.Exchange> test) {
		DinteroContextRunners.withMock(this.dintero)
			.withPropertyValues(kind.property())
			.run((context) -> test
				.accept(ClientKind.of(context.getBean(RestClient.Builder.class).requestInterceptor(last).build())));
	}

	private URI settings() {
		return URI.create(this.dintero.baseUrl() + "/accounts/T12345678/management/settings");
	}

	private URI sessions() {
		return URI.create(this.dintero.baseUrl() + "/sessions-profile");
	}

	/**
	 * What an interceptor below the tokens sees.
	 */
	private static final class Events implements ClientHttpRequestInterceptor {

		private final List<String> list = new ArrayList<>();

		@Override
		public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
				throws IOException {
			this.list.add("request");
			ClientHttpResponse response = execution.execute(request, body);
			this.list.add("answer " + response.getStatusCode().value());
			return new WatchedResponse(response, () -> this.list.add("closed"));
		}

	}

	private record WatchedResponse(ClientHttpResponse response, Runnable onClose) implements ClientHttpResponse {

		@Override
		public HttpStatusCode getStatusCode() throws IOException {
			return this.response.getStatusCode();
		}

		@Override
		public String getStatusText() throws IOException {
			return this.response.getStatusText();
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.response.getHeaders();
		}

		@Override
		public InputStream getBody() throws IOException {
			return this.response.getBody();
		}

		@Override
		public void close() {
			this.response.close();
			this.onClose.run();
		}

	}

}
