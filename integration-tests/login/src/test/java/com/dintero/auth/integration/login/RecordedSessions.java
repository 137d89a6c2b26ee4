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

package com.dintero.auth.integration.login;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.jackson.SecurityJacksonModules;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a store of sessions gets to see after each request: the attributes, as Spring
 * Session serializes them.
 */
final class RecordedSessions {

	private static final ClassLoader LOADER = RecordedSessions.class.getClassLoader();

	private static final JsonMapper JSON = JsonMapper.builder()
		.addModules(SecurityJacksonModules.getModules(LOADER))
		.build();

	private final List<Map<String, Object>> sessions = new CopyOnWriteArrayList<>();

	/**
	 * Return all that was serialized.
	 * @return what Java's serialization and both versions of Jackson have made of it
	 */
	String serialized() {
		assertThat(this.sessions).isNotEmpty();
		return this.sessions.stream().map(RecordedSessions::serialize).collect(Collectors.joining("\n"));
	}

	/**
	 * Return an attribute as it was in the last session that had it.
	 * @param name the attribute's name
	 * @return its value
	 */
	Object last(String name) {
		return this.sessions.stream()
			.filter((session) -> session.containsKey(name))
			.reduce((first, second) -> second)
			.orElseThrow()
			.get(name);
	}

	/**
	 * Write a value as JSON, and read it.
	 * @param value the value
	 * @return what was read
	 */
	static Object throughJson(Object value) {
		return JSON.readValue(JSON.writeValueAsString(value), Object.class);
	}

	private static String serialize(Map<String, Object> attributes) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(attributes);
			return String.join("\n", bytes.toString(StandardCharsets.ISO_8859_1), JSON.writeValueAsString(attributes),
					jackson2().writeValueAsString(attributes));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SuppressWarnings("removal")
	private static ObjectMapper jackson2() {
		return new ObjectMapper()
			.registerModules(org.springframework.security.jackson2.SecurityJackson2Modules.getModules(LOADER));
	}

	private void add(Map<String, Object> attributes) {
		this.sessions.add(new HashMap<>(attributes));
	}

	/**
	 * In front of all security filters.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static final class Recorder extends OncePerRequestFilter {

		private final RecordedSessions sessions;

		Recorder(RecordedSessions sessions) {
			this.sessions = sessions;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			try {
				chain.doFilter(request, response);
			}
			finally {
				HttpSession session = request.getSession(false);
				if (session != null) {
					Map<String, Object> attributes = new HashMap<>();
					session.getAttributeNames()
						.asIterator()
						.forEachRemaining((name) -> attributes.put(name, session.getAttribute(name)));
					this.sessions.add(attributes);
				}
			}
		}

	}

	/**
	 * In front of all reactive security filters.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static final class ReactiveRecorder implements WebFilter {

		private final RecordedSessions sessions;

		ReactiveRecorder(RecordedSessions sessions) {
			this.sessions = sessions;
		}

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain.filter(exchange)
				.then(exchange.getSession())
				.doOnNext((session) -> this.sessions.add(session.getAttributes()))
				.then();
		}

	}

}
