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

package com.dintero.auth.autoconfigure.actuate;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokenEvent;
import com.dintero.auth.DinteroTokenEvent.Failure;
import com.dintero.auth.internal.endpoint.TokenListener;
import com.dintero.auth.internal.endpoint.TokenOutcome;

/**
 * Publishes the outcome of each request for a token as an application event, on a thread
 * of its own: callers still wait where it learns of the outcome, and a listener may take
 * its time or want a token itself.
 */
class TokenEventPublisher implements TokenListener, SmartInitializingSingleton, AutoCloseable {

	private static final Log logger = LogFactory.getLog(TokenEventPublisher.class);

	private static final int MAXIMUM_WAITING = 1000;

	private static final int IDLE_SECONDS = 10;

	private final ApplicationEventPublisher publisher;

	private final Clock clock;

	private final ThreadPoolExecutor executor;

	private final CountDownLatch listening = new CountDownLatch(1);

	private final AtomicBoolean dropping = new AtomicBoolean();

	TokenEventPublisher(ApplicationEventPublisher publisher, Clock clock) {
		this.publisher = publisher;
		this.clock = clock;
		// The thread that has an event may be the HTTP client's, whose class loader does
		// not see the application
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		this.executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MAXIMUM_WAITING), (task) -> newThread(task, classLoader),
				(task, executor) -> drop());
		this.executor.allowCoreThreadTimeOut(true);
	}

	private static Thread newThread(Runnable task, @Nullable ClassLoader classLoader) {
		Thread thread = new Thread(task, "dintero-auth-events");
		thread.setDaemon(true);
		thread.setContextClassLoader(classLoader);
		return thread;
	}

	// What happens during the start waits for the listeners
	@Override
	public void afterSingletonsInstantiated() {
		this.listening.countDown();
	}

	@Override
	public void ended(TokenOutcome outcome) {
		DinteroTokenEvent event = new DinteroTokenEvent(type(outcome), this.clock.instant(), outcome.registrationId(),
				(outcome.own()) ? null : outcome.accountId().value(), outcome.expiresAt(), failure(outcome.failure()));
		this.executor.execute(() -> publish(event));
	}

	private static DinteroTokenEvent.Type type(TokenOutcome outcome) {
		if (outcome.failure() == null) {
			return (outcome.ahead()) ? DinteroTokenEvent.Type.RENEWED : DinteroTokenEvent.Type.OBTAINED;
		}
		Integer status = (outcome.failure() instanceof DinteroAuthorizationException ex) ? ex.getStatus() : null;
		return (status != null && (status == 400 || status == 401 || status == 403)) ? DinteroTokenEvent.Type.REFUSED
				: DinteroTokenEvent.Type.UNAVAILABLE;
	}

	private static @Nullable Failure failure(@Nullable Throwable failure) {
		if (failure == null) {
			return null;
		}
		if (failure instanceof DinteroAuthorizationException ex) {
			return new Failure(String.valueOf(ex.getMessage()), ex.getError().getErrorCode(), ex.getCode(),
					ex.getStatus());
		}
		// Its message is not ours, and may quote anything
		return new Failure("The token request could not be made: " + failure.getClass().getName(), null, null, null);
	}

	private void publish(DinteroTokenEvent event) {
		try {
			this.listening.await();
			this.publisher.publishEvent(event);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException | Error ex) {
			if (!this.executor.isShutdown()) {
				logger.warn("A listener has failed with %s".formatted(event), ex);
			}
		}
		if (this.executor.getQueue().isEmpty()) {
			this.dropping.set(false);
		}
	}

	private void drop() {
		if (!this.executor.isShutdown() && !this.dropping.getAndSet(true)) {
			logger.warn("%d events of tokens wait for their listeners, which are too slow. ".formatted(MAXIMUM_WAITING)
					+ "New events are dropped until fewer wait");
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
