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

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroAuthorizationException;

/**
 * Waits for futures, and tells what their failures mean.
 */
public final class Futures {

	private Futures() {
	}

	/**
	 * Return what a caller gets to see of a failure that it shares with others, or that
	 * comes from another thread: an exception with a stack trace of its own.
	 * @param registrationId the registration that the token was for
	 * @param failure the failure
	 * @return the exception to throw
	 */
	public static RuntimeException forCaller(String registrationId, @Nullable Throwable failure) {
		if (failure instanceof DinteroAuthorizationException exception) {
			return exception.forCaller();
		}
		return new IllegalStateException(
				"The token request for Dintero registration '%s' could not be made".formatted(registrationId), failure);
	}

	/**
	 * Begin a call and wait for its result.
	 * @param <T> the type of the result
	 * @param registrationId the registration that the call is for
	 * @param call begins the call, which is given up when the future that it receives
	 * completes
	 * @return the result
	 * @throws DinteroAuthorizationException if the call fails
	 * @throws CancellationException if the thread is interrupted. It stays interrupted,
	 * and the call is given up
	 */
	public static <T> T await(String registrationId, Function<CompletableFuture<?>, CompletableFuture<T>> call) {
		CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
		try {
			return call.apply(end).get();
		}
		catch (InterruptedException ex) {
			end.complete(null);
			throw interrupted("Dintero registration '%s'".formatted(registrationId), ex);
		}
		catch (ExecutionException ex) {
			throw forCaller(registrationId, ex.getCause());
		}
	}

	/**
	 * Return what a caller gets to see who was interrupted. The thread stays interrupted.
	 * @param waitingFor what the caller was waiting for
	 * @param failure the interruption
	 * @return the exception to throw
	 */
	public static CancellationException interrupted(String waitingFor, InterruptedException failure) {
		Thread.currentThread().interrupt();
		CancellationException cancellation = new CancellationException("Interrupted while waiting for " + waitingFor);
		cancellation.initCause(failure);
		return cancellation;
	}

	/**
	 * Whether a request was refused before it was sent: because its turn did not come, or
	 * because Dintero has asked for a pause.
	 * @param failure what the request has failed with
	 * @return {@code true} if Dintero knows nothing of it
	 */
	public static boolean isUnsent(DinteroAuthorizationException failure) {
		return failure.getCause() instanceof RejectedExecutionException;
	}

	/**
	 * Whether Dintero may have done what a failed request asked for.
	 * @param failure what the request has failed with
	 * @return {@code false} if Dintero has refused it or has not received it
	 */
	public static boolean mayBeDone(Throwable failure) {
		if (!(failure instanceof DinteroAuthorizationException ex)) {
			return !(failure instanceof NotAdmittedException);
		}
		if (isUnsent(ex)) {
			return false;
		}
		Integer status = ex.getStatus();
		if (status != null) {
			return (status >= 200 && status < 300) || (status >= 500 && status != 503);
		}
		for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
					|| cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException
					|| cause instanceof SSLHandshakeException) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether Dintero did not accept a request's credentials.
	 * @param failure what the request has failed with
	 * @return {@code true} if the answer was {@code 401}
	 */
	public static boolean isUnauthorized(Throwable failure) {
		return failure instanceof DinteroAuthorizationException ex && Integer.valueOf(401).equals(ex.getStatus());
	}

	/**
	 * Return what a stage has failed with.
	 * @param failure the failure as the next stage gets it
	 * @return the failure without what the future has wrapped it in
	 */
	public static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
