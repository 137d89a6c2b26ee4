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
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestAttribute;
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
		return (method, uri, registrationId, authorization) -> client.method(method)
			.uri(uri)
			.headers((headers) -> authorize(headers, authorization))
			.attributes((attributes) -> name(attributes, registrationId))
			.retrieve()
			.onStatus((status) -> true, (request, response) -> {
			})
			.toEntity(String.class);
	}

	static Exchange of(WebClient client) {
		return (method, uri, registrationId, authorization) -> {
			ResponseEntity<String> response = client.method(method)
				.uri(uri)
				.headers((headers) -> authorize(headers, authorization))
				.attributes((attributes) -> name(attributes, registrationId))
				.exchangeToMono((answer) -> answer.toEntity(String.class))
				.block();
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
		return client::exchange;
	}

	private static void authorize(HttpHeaders headers, @Nullable String authorization) {
		if (authorization != null) {
			headers.set(HttpHeaders.AUTHORIZATION, authorization);
		}
	}

	private static void name(Map<String, Object> attributes, @Nullable String registrationId) {
		if (registrationId != null) {
			DinteroRequestAttributes.registration(registrationId).accept(attributes);
		}
	}

	/**
	 * One call, with what can be said about its token.
	 */
	@FunctionalInterface
	interface Exchange {

		ResponseEntity<String> exchange(HttpMethod method, URI uri, @Nullable String registrationId,
				@Nullable String authorization);

		default ResponseEntity<String> get(URI uri) {
			return exchange(HttpMethod.GET, uri, null, null);
		}

	}

	/**
	 * An HTTP interface as an application would write it.
	 */
	interface DinteroInterface {

		@HttpExchange
		ResponseEntity<String> exchange(HttpMethod method, URI uri,
				@RequestAttribute(name = DinteroRequestAttributes.REGISTRATION,
						required = false) @Nullable String registrationId,
				@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization);

	}

}
