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

package com.dintero.auth.internal.endpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of token requests, with threads of its own, and the timer. Closing it
 * ends every request that is under way.
 */
public final class TokenTransport implements AutoCloseable {

	private final Supplier<HttpClient> httpClients;

	private volatile @Nullable HttpClient httpClient;

	private final ExecutorService executor;

	private final Timer timer;

	private final @Nullable String proxyAuthorization;

	private final @Nullable Predicate<InetAddress> allowedAddresses;

	private volatile boolean closed;

	/**
	 * Create a transport of the given parts.
	 * @param httpClient the HTTP client, which must not follow redirects: they would
	 * carry the credentials
	 * @param executor runs what is to be done with an answer; shut down on close
	 * @param timer for time-outs and pauses; closed on close if it can be
	 * @throws IllegalArgumentException if the HTTP client follows redirects
	 */
	public TokenTransport(HttpClient httpClient, ExecutorService executor, Timer timer) {
		this(() -> httpClient, executor, timer, null, null);
		if (httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
			throw new IllegalArgumentException("The HTTP client of token requests must not follow redirects");
		}
	}

	private TokenTransport(Supplier<HttpClient> httpClients, ExecutorService executor, Timer timer,
			@Nullable String proxyAuthorization, @Nullable Predicate<InetAddress> allowedAddresses) {
		this.httpClients = httpClients;
		this.executor = executor;
		this.timer = timer;
		this.proxyAuthorization = proxyAuthorization;
		this.allowedAddresses = allowedAddresses;
	}

	/**
	 * Create a transport with an HTTP client that has nothing in common with those of the
	 * application. The HTTP client is created with the first request: it has a thread,
	 * and reads the trusted certificates, which a start can do without.
	 * @param customizer sets what is the application's to say: neither redirects nor the
	 * HTTP version nor the executor
	 * @param proxyAuthorization what a proxy gets as {@code Proxy-Authorization}; the
	 * HTTP client sends it to nobody else; {@code null} where it wants nothing
	 * @param allowedAddresses the addresses of servers that requests may go to,
	 * {@code null} if they may go to all
	 * @return the transport
	 */
	public static TokenTransport open(Consumer<HttpClient.Builder> customizer, @Nullable String proxyAuthorization,
			@Nullable Predicate<InetAddress> allowedAddresses) {
		return open(customizer, proxyAuthorization, allowedAddresses,
				Executors.newCachedThreadPool(new DaemonThreads("dintero-auth-")));
	}

	static TokenTransport open(Consumer<HttpClient.Builder> customizer, @Nullable String proxyAuthorization,
			@Nullable Predicate<InetAddress> allowedAddresses, ExecutorService executor) {
		return new TokenTransport(() -> create(customizer, executor), executor,
				new ThreadTimer(new DaemonThreads("dintero-auth-timer-")), proxyAuthorization, allowedAddresses);
	}

	private static HttpClient create(Consumer<HttpClient.Builder> customizer, ExecutorService executor) {
		HttpClient.Builder builder = HttpClient.newBuilder();
		customizer.accept(builder);
		// A request in hours gains nothing from HTTP/2 and its upgrade
		return builder.version(HttpClient.Version.HTTP_1_1)
			.executor((task) -> finish(executor, task))
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
	}

	/**
	 * Create the HTTP client anew, with what its customizer sets now. Requests that are
	 * under way end with the old one.
	 */
	public void renew() {
		HttpClient renewed = this.httpClients.get();
		synchronized (this) {
			this.httpClient = renewed;
		}
	}

	/**
	 * Whether the HTTP client answers challenges. A JDK before 25 may then drop the
	 * {@code Authorization} header of every request (JDK-8326949).
	 * @return {@code true} if it has an authenticator
	 */
	public boolean hasAuthenticator() {
		return httpClient().authenticator().isPresent();
	}

	private HttpClient httpClient() {
		HttpClient httpClient = this.httpClient;
		if (httpClient == null) {
			synchronized (this) {
				httpClient = this.httpClient;
				if (httpClient == null) {
					httpClient = this.httpClients.get();
					this.httpClient = httpClient;
				}
			}
		}
		return httpClient;
	}

	/**
	 * Send a request. It carries the proxy's credentials without being asked for them: an
	 * authenticator would cost it its own.
	 * @param request the request
	 * @param bodyHandler reads the answer
	 * @return the exchange, which can be cancelled
	 */
	CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest request,
			HttpResponse.BodyHandler<byte[]> bodyHandler) {
		HttpRequest sent = (this.proxyAuthorization == null) ? request
				: HttpRequest.newBuilder(request, (name, value) -> true)
					.header("Proxy-Authorization", this.proxyAuthorization)
					.build();
		HttpClient httpClient = this.httpClient;
		return (httpClient != null && this.allowedAddresses == null) ? httpClient.sendAsync(sent, bodyHandler)
				: sendLater(sent, bodyHandler);
	}

	// To create the client and to look up an address take their time, which is not the
	// caller's: it may be an event loop
	@SuppressWarnings("FutureReturnValueIgnored") // the exchange is the result
	private CompletableFuture<HttpResponse<byte[]>> sendLater(HttpRequest request,
			HttpResponse.BodyHandler<byte[]> bodyHandler) {
		CompletableFuture<HttpResponse<byte[]>> exchange = new CompletableFuture<>();
		this.executor.execute(() -> {
			try {
				checkAddress(request.uri().getHost());
				CompletableFuture<HttpResponse<byte[]>> sent = httpClient().sendAsync(request, bodyHandler);
				exchange.whenComplete((response, failure) -> sent.cancel(true));
				sent.whenComplete((response, failure) -> {
					if (failure != null) {
						exchange.completeExceptionally(failure);
					}
					else {
						exchange.complete(response);
					}
				});
			}
			catch (IOException | RuntimeException | Error ex) {
				exchange.completeExceptionally(ex);
			}
		});
		return exchange;
	}

	private void checkAddress(String host) throws IOException {
		if (this.allowedAddresses != null && !this.allowedAddresses.test(InetAddress.getByName(host))) {
			throw new AddressNotAllowedException(host);
		}
	}

	/**
	 * Run what is left to do of an exchange, also after the transport was closed: the
	 * HTTP client of Java 17 counts an exchange whose task is rejected among those under
	 * way, and its thread never ends.
	 * @param task the task, which does not block
	 */
	void finish(Runnable task) {
		finish(this.executor, task);
	}

	private static void finish(ExecutorService executor, Runnable task) {
		try {
			try {
				executor.execute(task);
			}
			catch (RejectedExecutionException ex) {
				// Not here, which may be the thread of the HTTP client
				new DaemonThreads("dintero-auth-closing-").newThread(task).start();
			}
		}
		catch (OutOfMemoryError ex) {
			// No thread is to be had. The HTTP client would end for good with an error
			// that its own thread gets to see, so that is better borrowed
			task.run();
		}
	}

	/**
	 * Return the executor for what follows an answer. The common pool is not for that: an
	 * application can fill it.
	 * @return the executor
	 */
	public ExecutorService executor() {
		return this.executor;
	}

	/**
	 * Return the timer.
	 * @return the timer
	 */
	public Timer timer() {
		return this.timer;
	}

	/**
	 * Whether the application is shutting down.
	 * @return {@code true} after {@link #close()}
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * End every request, and let the threads go. The HTTP client itself ends with the
	 * last reference to it.
	 */
	@Override
	public void close() {
		this.closed = true;
		if (this.timer instanceof ThreadTimer threadTimer) {
			threadTimer.close();
		}
		// Who looks up a client secret may be interrupted: nobody waits for it any more
		this.executor.shutdownNow();
	}

	private record DaemonThreads(String prefix, AtomicInteger count) implements ThreadFactory {

		DaemonThreads(String prefix) {
			this(prefix, new AtomicInteger());
		}

		@Override
		public Thread newThread(Runnable task) {
			Thread thread = new Thread(task, this.prefix + this.count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		}

	}

}
