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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestInitializer;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import com.dintero.auth.internal.http.Origin;

/**
 * Fails a client's requests that should carry a token but do not come from an attaching
 * request factory.
 * <p>
 * Without interceptors the client shows its request before it is sent. With interceptors
 * Spring asks the factory for a request after all of them, and shows that request to
 * nobody. Then it asks the predicate of {@code bufferContent} whether to hold the answer
 * in memory, and sends the request. The guard is that predicate, and says no. All of this
 * happens on one thread.
 */
@SuppressWarnings("ThreadLocalUsage") // there is one guard
final class RequestFactoryGuard {

	private final RequestAuthorizer authorizer;

	private final ClientHttpRequestInitializer initializer = this::mark;

	/**
	 * The request that an attaching factory has made on this thread, until it is sent.
	 */
	private final ThreadLocal<@Nullable WeakReference<ClientHttpRequest>> made = new ThreadLocal<>();

	/**
	 * This thread's last request that passes interceptors.
	 */
	private final ThreadLocal<@Nullable Intercepted> intercepted = new ThreadLocal<>();

	RequestFactoryGuard(RequestAuthorizer authorizer) {
		this.authorizer = authorizer;
	}

	boolean guard(RestClient.Builder builder) {
		boolean[] added = new boolean[1];
		builder.requestInitializers((initializers) -> {
			if (!initializers.contains(this.initializer)) {
				added[0] = initializers.add(this.initializer);
			}
		});
		if (added[0]) {
			Object client = new Object();
			builder.bufferContent((uri, method) -> {
				requireMade(client, uri);
				return false;
			});
			builder.defaultRequest((request) -> request.httpRequest((shown) -> requireMade(client, shown)));
		}
		return added[0];
	}

	// An attaching factory has made the request
	void made(ClientHttpRequest request) {
		this.made.set(new WeakReference<>(request));
	}

	// The request that was made last is sent now
	void sent() {
		this.made.remove();
	}

	private void mark(ClientHttpRequest request) {
		if (this.authorizer.allows(request.getURI())) {
			RequestAuthorizer.mark(request.getAttributes());
		}
	}

	// All headers and attributes are there, and nothing has been sent
	private void requireMade(Object client, ClientHttpRequest request) {
		if (InterceptedRequest.TYPE.isInstance(request)) {
			this.intercepted.set(new Intercepted(client, new WeakReference<>(request)));
			return;
		}
		ClientHttpRequest made = made(request.getURI());
		// The request may never be sent, and must not stand for the next one
		this.made.remove();
		if (made == null) {
			if (!isMock(request)) {
				requireNoCredential(request.getURI(), request.getHeaders(), request.getAttributes());
			}
		}
		else if (!made.equals(request)) {
			// Spring's buffered request wraps it, and keeps the attributes to itself
			made.getAttributes().putAll(request.getAttributes());
		}
	}

	// An interceptor may ask again after this has failed, so the request stays
	private void requireMade(Object client, URI uri) {
		Intercepted intercepted = this.intercepted.get();
		ClientHttpRequest request = (intercepted != null && intercepted.client().equals(client))
				? intercepted.request().get() : null;
		if (request != null && made(uri) == null) {
			requireNoCredential(uri, request.getHeaders(), request.getAttributes());
		}
	}

	private @Nullable ClientHttpRequest made(URI uri) {
		WeakReference<ClientHttpRequest> reference = this.made.get();
		ClientHttpRequest request = (reference != null) ? reference.get() : null;
		return (request != null && request.getURI().equals(uri)) ? request : null;
	}

	private void requireNoCredential(URI uri, HttpHeaders headers, Map<String, Object> attributes) {
		if (this.authorizer.select(uri, headers, attributes) != null) {
			throw new IllegalStateException(("A request to %s has to carry a Dintero token or API key, but this client "
					+ "has a request factory that attaches none. Inject DinteroRequestFactories, and write "
					+ "'builder.requestFactory(dinteroRequestFactories.attachTo(yourRequestFactory))'. In a test with "
					+ "MockRestServiceServer, set 'dintero.auth.attach.enabled=false'")
				.formatted(Origin.of(uri)));
		}
	}

	// Spring's mock servers replace the factory on purpose, and nothing leaves the
	// process
	private static boolean isMock(ClientHttpRequest request) {
		return request.getClass().getName().startsWith("org.springframework.test.web.");
	}

	/**
	 * The class of requests that pass interceptors. Spring does not publish it. The first
	 * request looks it up, to keep the start fast.
	 */
	private static final class InterceptedRequest {

		static final Class<?> TYPE = type();

		private static Class<?> type() {
			try {
				return new InterceptingClientHttpRequestFactory(new SimpleClientHttpRequestFactory(), List.of())
					.createRequest(URI.create("http://localhost"), HttpMethod.GET)
					.getClass();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	// A request that passes interceptors, which may still change its headers and
	// attributes, and what stands for its client
	private record Intercepted(Object client, WeakReference<ClientHttpRequest> request) {

	}

}
