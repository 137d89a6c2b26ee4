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

package com.dintero.auth.internal.http;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Where a request goes: scheme, host and port, compared exactly.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the host in lower case
 * @param port the port, never the default one's {@code -1}
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6454">RFC 6454</a>
 */
public record Origin(String scheme, String host, int port) {

	/**
	 * Return the origin of the given URI.
	 * @param uri the URI
	 * @return its origin, or {@code null} if it has none: no scheme of HTTP's, no host,
	 * or a port that cannot be
	 */
	public static @Nullable Origin of(URI uri) {
		if (uri.getScheme() == null || uri.getHost() == null) {
			return null;
		}
		String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
		boolean validPort = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= 65535);
		if (!validPort || (!scheme.equals("https") && !scheme.equals("http"))) {
			return null;
		}
		int defaultPort = (scheme.equals("https")) ? 443 : 80;
		return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT),
				(uri.getPort() != -1) ? uri.getPort() : defaultPort);
	}

	@Override
	public String toString() {
		return this.scheme + "://" + this.host + ":" + this.port;
	}

}
