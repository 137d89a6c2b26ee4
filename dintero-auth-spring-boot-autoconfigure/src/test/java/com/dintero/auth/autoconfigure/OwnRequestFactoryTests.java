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

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.match.MockRestRequestMatchers;
import org.springframework.test.web.client.response.MockRestResponseCreators;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

import com.dintero.auth.autoconfigure.ClientKind.Call;
import com.dintero.auth.http.DinteroRequestFactories;
import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Request factories that the application sets on Boot's builder.
 */
class OwnRequestFactoryTests {

	private static final ClientHttpRequestInterceptor PASSING = (request, body, execution) -> execution.execute(request,
			body);

	private final MockDintero dintero = MockDintero.start();

	private final SimpleClientHttpRequestFactory own = new SimpleClientHttpRequestFactory();

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@Test
	void oneLineAttachesTokensToItsRequests() {
		runner().run((context) -> {
			DinteroRequestFactories dintero = context.getBean(DinteroRequestFactories.class);
			RestClient client = context.getBean(RestClient.Builder.class)
				.requestFactory(dintero.attachTo(this.own))
				.build();
			assertThat(ClientKind.of(client).get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
		});
	}

	@Test
	void withoutThatLineARequestToDinteroFailsBeforeItIsSentAndSaysWhatToWrite() {
		runner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).requestFactory(this.own).build();
			assertThatIllegalStateException().isThrownBy(() -> ClientKind.of(client).get(settings()))
				.withMessageContaining("builder.requestFactory(dinteroRequestFactories.attachTo(yourRequestFactory))");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@Test
	void theSameHoldsForACustomizerOfTheApplication() {
		runner().withBean(RestClientCustomizer.class, () -> (builder) -> builder.requestFactory(this.own))
			.run((context) -> {
				RestClient client = context.getBean(RestClient.Builder.class).build();
				assertThatIllegalStateException().isThrownBy(() -> ClientKind.of(client).get(settings()))
					.withMessageContaining("DinteroRequestFactories");
				assertThat(this.dintero.requests()).isEmpty();
			});
	}

	@Test
	void theSameHoldsForAClientWithInterceptors() {
		runner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class)
				.requestFactory(this.own)
				.requestInterceptor(PASSING)
				.build();
			assertThatIllegalStateException().isThrownBy(() -> ClientKind.of(client).get(settings()))
				.withMessageContaining("builder.requestFactory(dinteroRequestFactories.attachTo(yourRequestFactory))");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@Test
	void theSameHoldsWhereAnInterceptorTriesAgain() {
		runner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class)
				.requestFactory(this.own)
				.requestInterceptor((request, body, execution) -> {
					try {
						return execution.execute(request, body);
					}
					catch (IllegalStateException ex) {
						return execution.execute(request, body);
					}
				})
				.build();
			assertThatIllegalStateException().isThrownBy(() -> ClientKind.of(client).get(settings()))
				.withMessageContaining("DinteroRequestFactories");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@Test
	void theSameHoldsWhereAnInterceptorSendsARequestToDintero() {
		runner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class)
				.requestFactory(this.own)
				.requestInterceptor((request, body, execution) -> execution.execute(new HttpRequestWrapper(request) {

					@Override
					public URI getURI() {
						return settings();
					}

				}, body))
				.build();
			assertThatIllegalStateException()
				.isThrownBy(() -> ClientKind.of(client).get(URI.create("https://dintero.invalid/settings")))
				.withMessageContaining("DinteroRequestFactories");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@Test
	void theSameHoldsForAClientThatBuffersContent() {
		runner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class)
				.requestFactory(this.own)
				.bufferContent((uri, method) -> true)
				.build();
			assertThatIllegalStateException().isThrownBy(() -> ClientKind.of(client).get(settings()))
				.withMessageContaining("DinteroRequestFactories");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@Test
	void theLineAttachesTokensBelowInterceptorsAndBufferedContent() {
		runner().run((context) -> {
			DinteroRequestFactories dintero = context.getBean(DinteroRequestFactories.class);
			RestClient client = context.getBean(RestClient.Builder.class)
				.requestFactory(dintero.attachTo(this.own))
				.requestInterceptor(PASSING)
				.bufferContent((uri, method) -> true)
				.build();
			RestClient buffering = context.getBean(RestClient.Builder.class)
				.requestFactory(dintero.attachTo(this.own))
				.bufferContent((uri, method) -> true)
				.build();
			assertThat(ClientKind.of(client).get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(ClientKind.of(buffering).get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
		});
	}

	@Test
	void anInterceptorThatAnswersByItselfHasNoEffectOnTheNextRequest() {
		runner().run((context) -> {
			RestClient answering = context.getBean(RestClient.Builder.class)
				.requestInterceptor((request, body, execution) -> new MockClientHttpResponse(new byte[0], 204))
				.build();
			RestClient own = context.getBean(RestClient.Builder.class).requestFactory(this.own).build();
			assertThat(ClientKind.of(answering).get(settings()).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
			ClientKind.of(own).exchange(Call.get(settings()).authorization("Basic own"));
			assertThat(this.dintero.resources().requests()).hasSize(1);
		});
	}

	@Test
	void aRequestThatWasBegunBeforeAnotherFailedIsSent() {
		runner().run((context) -> {
			RestClient failing = context.getBean(RestClient.Builder.class)
				.requestInterceptor((request, body, execution) -> {
					throw new IllegalStateException("circuit is open");
				})
				.build();
			RestClient own = context.getBean(RestClient.Builder.class).requestFactory(this.own).build();
			RestClient.RequestHeadersSpec<?> begun = context.getBean(RestClient.Builder.class)
				.build()
				.get()
				.uri(settings());
			RestClient.RequestHeadersSpec<?> foreign = own.get().uri(URI.create("http://localhost:1/"));
			assertThatIllegalStateException().isThrownBy(() -> ClientKind.of(failing).get(settings()))
				.withMessage("circuit is open");
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> foreign.retrieve().toBodilessEntity());
			assertThat(begun.retrieve().toBodilessEntity().getStatusCode()).isEqualTo(HttpStatus.OK);
		});
	}

	@Test
	void aRequestThatWasBegunBeforeAnotherCarriedItsTokenFailsToo() {
		runner().run((context) -> {
			DinteroRequestFactories dintero = context.getBean(DinteroRequestFactories.class);
			RestClient own = context.getBean(RestClient.Builder.class).requestFactory(this.own).build();
			RestClient.RequestHeadersSpec<?> begun = own.get().uri(settings());
			new RestTemplate(dintero.attachTo(this.own)).getForObject(settings(), String.class);
			assertThatIllegalStateException().isThrownBy(() -> begun.retrieve().toBodilessEntity())
				.withMessageContaining("DinteroRequestFactories");
		});
	}

	@Test
	void aRequestThatWasNeverSentDoesNotHideTheNext() {
		runner().run((context) -> {
			RestClient own = context.getBean(RestClient.Builder.class).requestFactory(this.own).build();
			AtomicReference<Object> held = new AtomicReference<>();
			RestClient.RequestHeadersSpec<?> failing = context.getBean(RestClient.Builder.class)
				.build()
				.get()
				.uri(settings())
				.httpRequest((request) -> {
					held.set(request);
					throw new IllegalStateException("not sent");
				});
			assertThatIllegalStateException().isThrownBy(() -> failing.retrieve().toBodilessEntity())
				.withMessage("not sent");
			assertThatIllegalStateException().isThrownBy(() -> ClientKind.of(own).get(settings()))
				.withMessageContaining("DinteroRequestFactories");
			assertThat(held).as("not collected").doesNotHaveNullValue();
		});
	}

	@Test
	void anInterceptorThatCallsDinteroWithAnotherClientDoesNotHideTheRequest() {
		runner().run((context) -> {
			DinteroRequestFactories dintero = context.getBean(DinteroRequestFactories.class);
			RestTemplate other = new RestTemplate(dintero.attachTo(this.own));
			RestClient plain = context.getBean(RestClient.Builder.class).build();
			RestClient own = context.getBean(RestClient.Builder.class)
				.requestFactory(this.own)
				.requestInterceptor((request, body, execution) -> {
					other.getForObject(settings(), String.class);
					plain.get().uri(settings()).retrieve().toBodilessEntity();
					return execution.execute(request, body);
				})
				.build();
			assertThatIllegalStateException().isThrownBy(() -> ClientKind.of(own).get(settings()))
				.withMessageContaining("DinteroRequestFactories");
		});
	}

	@Test
	void aRequestThatGetsAnAuthorizationHeaderFromAnInterceptorNeedsNoSuchLine() {
		runner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class)
				.requestFactory(this.own)
				.requestInterceptor(new BasicAuthenticationInterceptor("own", "own"))
				.build();
			ClientKind.of(client).get(settings());
			assertThat(this.dintero.resources().requests()).singleElement()
				.satisfies((request) -> assertThat(request.header("Authorization")).startsWith("Basic "));
		});
	}

	@Test
	void aRequestWithAnAuthorizationHeaderOfItsOwnNeedsNoSuchLine() {
		runner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).requestFactory(this.own).build();
			ClientKind.of(client).exchange(Call.get(settings()).authorization("Basic own"));
			assertThat(this.dintero.resources().requests()).singleElement()
				.satisfies((request) -> assertThat(request.header("Authorization")).isEqualTo("Basic own"));
		});
	}

	@Test
	void springsMockServerTakesThePlaceOfTheRequestFactory() {
		runner().run((context) -> {
			RestClient.Builder builder = context.getBean(RestClient.Builder.class);
			MockRestServiceServer server = MockRestServiceServer.bindTo(builder).build();
			server.expect(MockRestRequestMatchers.requestTo(settings()))
				.andRespond(MockRestResponseCreators.withSuccess());
			assertThat(ClientKind.of(builder.build()).get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@Test
	void springsMockServerBelowInterceptorsNeedsAttachingOffWhichTheFailureSays() {
		runner().run((context) -> assertThatIllegalStateException()
			.isThrownBy(() -> callMockServerBelowInterceptor(context.getBean(RestClient.Builder.class)))
			.withMessageContaining("dintero.auth.attach.enabled=false"));
		runner().withPropertyValues("dintero.auth.attach.enabled=false")
			.run((context) -> assertThat(callMockServerBelowInterceptor(context.getBean(RestClient.Builder.class)))
				.isEqualTo(HttpStatus.OK));
	}

	private HttpStatusCode callMockServerBelowInterceptor(RestClient.Builder builder) {
		MockRestServiceServer server = MockRestServiceServer.bindTo(builder).build();
		server.expect(MockRestRequestMatchers.requestTo(settings())).andRespond(MockRestResponseCreators.withSuccess());
		return ClientKind.of(builder.requestInterceptor(PASSING).build()).get(settings()).getStatusCode();
	}

	private ApplicationContextRunner runner() {
		return DinteroContextRunners.withMock(this.dintero)
			.withPropertyValues(ClientKind.REST_CLIENT_ON_JDK.property());
	}

	private URI settings() {
		return URI.create(this.dintero.baseUrl() + "/accounts/T12345678/management/settings");
	}

}
