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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Several listeners, which cost no caller a token: what a listener throws is logged.
 */
public final class TokenListeners implements TokenListener {

	private static final Log logger = LogFactory.getLog(TokenListeners.class);

	private final List<TokenListener> listeners;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Create a listener that tells others.
	 * @param listeners the others
	 */
	public TokenListeners(List<TokenListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public CallerContext capture() {
		CallerContext context = CallerContext.NONE;
		for (TokenListener listener : this.listeners) {
			CallerContext captured = guard(CallerContext.NONE, listener::capture);
			if (!captured.equals(CallerContext.NONE)) {
				context = within(context, captured);
			}
		}
		return context;
	}

	private static CallerContext within(CallerContext outer, CallerContext inner) {
		return new CallerContext() {

			@Override
			public <T> T call(Supplier<T> task) {
				return outer.call(() -> inner.call(task));
			}

		};
	}

	@Override
	public RequestListener sending(TokenRequest request, BiConsumer<String, String> headers) {
		List<RequestListener> sent = this.listeners.stream()
			.map((listener) -> guard(RequestListener.NONE, () -> listener.sending(request, headers)))
			.toList();
		return (status, expiresAt, failure) -> sent
			.forEach((listener) -> guard(() -> listener.ended(status, expiresAt, failure)));
	}

	@Override
	public void retrying(String registrationId) {
		tell((listener) -> listener.retrying(registrationId));
	}

	@Override
	public void ended(TokenOutcome outcome) {
		tell((listener) -> listener.ended(outcome));
	}

	@Override
	public void waited(String registrationId, Duration time) {
		tell((listener) -> listener.waited(registrationId, time));
	}

	@Override
	public void replaced(String registrationId) {
		tell((listener) -> listener.replaced(registrationId));
	}

	private void tell(Consumer<TokenListener> call) {
		this.listeners.forEach((listener) -> guard(() -> call.accept(listener)));
	}

	private void guard(Runnable call) {
		guard(true, () -> {
			call.run();
			return true;
		});
	}

	private <T> T guard(T instead, Supplier<T> call) {
		try {
			return call.get();
		}
		catch (RuntimeException | Error ex) {
			// Callers wait for what comes after
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("A listener of token requests has failed. Further failures are logged at DEBUG", ex);
			}
			else {
				logger.debug("A listener of token requests has failed", ex);
			}
			return instead;
		}
	}

}
