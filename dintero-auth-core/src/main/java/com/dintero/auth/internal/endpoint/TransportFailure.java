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
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * A request that got no answer, or none that could be read to its end.
 *
 * @param errorCode the OAuth 2.0 error code
 * @param description what happened and what to do
 */
record TransportFailure(String errorCode, String description) {

	private static final Pattern TLS_ALERT = Pattern.compile("(?:\\([a-z_]+\\) )?Received fatal alert: (\\w+)");

	private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: (\\d+)");

	static final TransportFailure SHUTDOWN = new TransportFailure(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
			"the application is shutting down");

	static TransportFailure ofDeadline(Duration deadline) {
		return new TransportFailure(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
				"no answer came within %d ms, the wait for its turn and all attempts included. Check the network, or allow more time or more requests at a time"
					.formatted(deadline.toMillis()));
	}

	static TransportFailure of(Throwable cause, Duration timeout) {
		if (cause instanceof BodyTooLargeException) {
			return new TransportFailure(AnswerReader.INVALID_TOKEN_RESPONSE,
					"the answer is not Dintero's. %s. Check the base URL".formatted(cause.getMessage()));
		}
		return new TransportFailure(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, describe(cause, timeout));
	}

	private static String describe(Throwable cause, Duration timeout) {
		if (cause instanceof TimeoutException) {
			return "no complete answer within %s ms. Check the network, or allow a longer read timeout"
				.formatted(timeout.toMillis());
		}
		if (cause instanceof RejectedExecutionException) {
			return String.valueOf(cause.getMessage());
		}
		if (cause instanceof CancellationException) {
			return "nobody waits for it any more";
		}
		if (cause instanceof HttpConnectTimeoutException) {
			return "no connection within the connect timeout. Check the network, the proxy and the base URL";
		}
		if (isNotSecure(cause)) {
			return describeTls(cause);
		}
		if (cause instanceof AddressNotAllowedException) {
			return String.valueOf(cause.getMessage());
		}
		if (isUnknownHost(cause)) {
			return "the host is not known. Check the base URL, the proxy and the name service";
		}
		if (cause instanceof ConnectException) {
			return "the connection was refused. Check the base URL, the network and the proxy";
		}
		String status = tunnelStatus(cause);
		if (status != null) {
			return "the proxy does not connect to Dintero and answers with status %s. Check the credentials for the proxy, and that it allows this host"
				.formatted(status);
		}
		if (!(cause instanceof IOException)) {
			return "it could not be made (%s). Check the base URL".formatted(cause.getClass().getSimpleName());
		}
		return "the connection broke before the answer was complete (%s). The next call tries again"
			.formatted(cause.getClass().getSimpleName());
	}

	private static String describeTls(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CertificateExpiredException) {
				return "the certificate of the server has expired. Check the clock of this machine. If the clock is right, ask the owner of the server to renew the certificate";
			}
			if (cause instanceof CertificateNotYetValidException) {
				return "the certificate of the server is not valid yet. Check the clock of this machine";
			}
			Matcher alert = TLS_ALERT.matcher(String.valueOf(cause.getMessage()));
			if (alert.lookingAt()) {
				return "the server ended the secure connection with the alert '%s'. Check the client certificate and the protocols of the SSL bundle"
					.formatted(alert.group(1));
			}
		}
		return "no secure connection. Check that the port is one for https, that the certificate of the server is for this host, and that the application trusts it";
	}

	// Only the JDK's message tells
	private static @Nullable String tunnelStatus(Throwable cause) {
		Matcher matcher = TUNNEL_FAILED.matcher(String.valueOf(cause.getMessage()));
		return (matcher.matches()) ? matcher.group(1) : null;
	}

	// Or what comes of it: a connection without any answer
	private static boolean isNotSecure(Throwable cause) {
		return cause instanceof SSLException || cause.getCause() instanceof SSLException;
	}

	private static boolean isUnknownHost(Throwable cause) {
		return cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException
				|| cause.getCause() instanceof UnresolvedAddressException;
	}

}
