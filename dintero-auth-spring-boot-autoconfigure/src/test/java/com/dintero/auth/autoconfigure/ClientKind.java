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
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Mono;

import com.dintero.auth.http.DinteroRequestAttributes;

/**
 * Every kind of client that an application makes with Boot's builders, as one.
 */
enum ClientKind {

	REST_CLIENT_ON_JDK("spring.http.clients.imperative.factory=jdk"),

	REST_CLIENT_ON_REACTOR_NETTY("spring.http.clients.imperative.factory=reactor"),

	REST_CLIENT_ON_SIMPLE("spring.http.clients.imperative.factory=simple"),

	WEB_CLIENT_ON_JDK("spring.http.clients.reactive.connector=jdk"),

	WEB_CLIENT_ON_REACTOR_NETTY("spring.http.clients.reactive.connector=reactor"),

	HTTP_INTERFACE_ON_REST_CLIENT("spring.http.clients.imperative.factory=jdk"),

	HTTP_INTERFACE_ON_WEB_CLIENT("spring.http.clients.reactive.connector=reactor");

	private final String property;

	ClientKind(String property) {
		this.property = property;
	}

	/**
	 * Return the property that makes Boot's builders of this kind.
	 * @return the property and its value
	 */
	String property() {
		return this.property;
	}

	Exchange of(ApplicationContext context) {
		return switch (this) {
			case REST_CLIENT_ON_JDK, REST_CLIENT_ON_REACTOR_NETTY, REST_CLIENT_ON_SIMPLE ->
				of(context.getBean(RestClient.Builder.class).build());
			case WEB_CLIENT_ON_JDK, WEB_CLIENT_ON_REACTOR_NETTY -> of(context.getBean(WebClient.Builder.class).build());
			case HTTP_INTERFACE_ON_REST_CLIENT -> of(RestClientAdapter.create(context.getBean(RestClient.Builder.class)
				.defaultStatusHandler((status) -> true, (request, response) -> {
				})
				.build()));
			case HTTP_INTERFACE_ON_WEB_CLIENT -> of(WebClientAdapter.create(context.getBean(WebClient.Builder.class)
				.defaultStatusHandler((status) -> true, (response) -> Mono.empty())
				.build()));
		};
	}

	static Exchange of(RestClient client) {
		return (call) -> {
			RestClient.RequestBodySpec request = client.method(call.method())
				.uri(call.uri())
				.headers(call::authorize)
				.attributes(call::name);
			if (call.body() != null) {
				request.contentType(MediaType.APPLICATION_JSON).body(call.body());
			}
			return request.retrieve().onStatus((status) -> true, (sent, response) -> {
			}).toEntity(String.class);
		};
	}

	static Exchange of(WebClient client) {
		return (call) -> {
			WebClient.RequestBodySpec request = client.method(call.method())
				.uri(call.uri())
				.headers(call::authorize)
				.attributes(call::name);
			if (call.body() != null) {
				request.contentType(MediaType.APPLICATION_JSON).bodyValue(call.body());
			}
			ResponseEntity<String> response = request.exchangeToMono((answer) -> answer.toEntity(String.class))
				.block(Duration.ofSeconds(30));
			if (response == null) {
				throw new IllegalStateException("No answer");
			}
			return response;
		};
	}

	private static Exchange of(HttpExchangeAdapter adapter) {
		DinteroInterface client = HttpServiceProxyFactory.builderFor(adapter)
			.build()
			.createClient(DinteroInterface.class);
		return (call) -> (call.body() != null)
				? client.send(call.method(), call.uri(), call.registrationId(), call.accountId(), call.own(),
						call.authorization(), call.apiKey(), call.body())
				: client.send(call.method(), call.uri(), call.registrationId(), call.accountId(), call.own(),
						call.authorization(), call.apiKey());
	}

	/**
	 * Makes one call.
	 */
	@FunctionalInterface
	interface Exchange {

		ResponseEntity<String> exchange(Call call);

		default ResponseEntity<String> exchange(HttpMethod method, URI uri, @Nullable String registrationId,
				@Nullable String authorization) {
			return exchange(new Call(method, uri, registrationId, null, null, authorization, null, null));
		}

		default ResponseEntity<String> get(URI uri) {
			return exchange(Call.get(uri));
		}

	}

	/**
	 * One call, with what can be said about its token.
	 *
	 * @param method the method
	 * @param uri where to
	 * @param registrationId the registration that it names, if any
	 * @param accountId the account that it names, if any
	 * @param own whether it asks for the registration's own token, if it says so
	 * @param authorization its {@code Authorization} header, if any
	 * @param apiKey its {@code x-api-key} header, if any
	 * @param body its JSON, if any
	 */
	record Call(HttpMethod method, URI uri, @Nullable String registrationId, @Nullable String accountId,
			@Nullable Boolean own, @Nullable String authorization, @Nullable String apiKey, @Nullable String body) {

		static Call get(URI uri) {
			return new Call(HttpMethod.GET, uri, null, null, null, null, null, null);
		}

		static Call post(URI uri, String body) {
			return new Call(HttpMethod.POST, uri, null, null, null, null, null, body);
		}

		Call registration(String registrationId) {
			return new Call(this.method, this.uri, registrationId, this.accountId, this.own, this.authorization,
					this.apiKey, this.body);
		}

		Call account(String accountId) {
			return new Call(this.method, this.uri, this.registrationId, accountId, this.own, this.authorization,
					this.apiKey, this.body);
		}

		Call withOwnToken() {
			return new Call(this.method, this.uri, this.registrationId, this.accountId, true, this.authorization,
					this.apiKey, this.body);
		}

		Call authorization(String authorization) {
			return new Call(this.method, this.uri, this.registrationId, this.accountId, this.own, authorization,
					this.apiKey, this.body);
		}

		Call apiKey(String apiKey) {
			return new Call(this.method, this.uri, this.registrationId, this.accountId, this.own, this.authorization,
					apiKey, this.body);
		}

		private void authorize(HttpHeaders headers) {
			if (this.authorization != null) {
				headers.set(HttpHeaders.AUTHORIZATION, this.authorization);
			}
			if (this.apiKey != null) {
				headers.set("x-api-key", this.apiKey);
			}
		}

		private void name(Map<String, Object> attributes) {
			if (this.registrationId != null) {
				DinteroRequestAttributes.registration(this.registrationId).accept(attributes);
			}
			if (this.accountId != null) {
				DinteroRequestAttributes.account(this.accountId).accept(attributes);
			}
			if (this.own != null) {
				DinteroRequestAttributes.own().accept(attributes);
			}
		}

	}

	/**
	 * An HTTP interface as an application would write it.
	 */
	interface DinteroInterface {

		@HttpExchange
		ResponseEntity<String> send(HttpMethod method, URI uri,
				@RequestAttribute(name = DinteroRequestAttributes.REGISTRATION,
						required = false) @Nullable String registrationId,
				@RequestAttribute(name = DinteroRequestAttributes.ACCOUNT, required = false) @Nullable String accountId,
				@RequestAttribute(name = DinteroRequestAttributes.OWN, required = false) @Nullable Boolean own,
				@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
				@RequestHeader(name = "x-api-key", required = false) @Nullable String apiKey);

		@HttpExchange(contentType = MediaType.APPLICATION_JSON_VALUE)
		ResponseEntity<String> send(HttpMethod method, URI uri,
				@RequestAttribute(name = DinteroRequestAttributes.REGISTRATION,
						required = false) @Nullable String registrationId,
				@RequestAttribute(name = DinteroRequestAttributes.ACCOUNT, required = false) @Nullable String accountId,
				@RequestAttribute(name = DinteroRequestAttributes.OWN, required = false) @Nullable Boolean own,
				@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
				@RequestHeader(name = "x-api-key", required = false) @Nullable String apiKey, @RequestBody String body);

	}

}
