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

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import com.dintero.auth.DinteroRegistrations;

/**
 * Decides whether a request carries a token, and whose. The interceptor and the filter
 * ask it, so that both go by the same rules.
 */
public final class TokenAttachment {

	private final DinteroRegistrations registrations;

	private final AllowedOrigins allowedOrigins;

	/**
	 * Create the rules.
	 * @param registrations the registrations that requests name
	 * @param allowedOrigins the origins that may receive tokens
	 */
	public TokenAttachment(DinteroRegistrations registrations, AllowedOrigins allowedOrigins) {
		this.registrations = registrations;
		this.allowedOrigins = allowedOrigins;
	}

	/**
	 * Return the registration whose token the given request carries.
	 * @param uri where the request goes
	 * @param headers the request's headers
	 * @param attributes the request's attributes
	 * @return the registration's id, or {@code null} if the request is left alone
	 * @throws IllegalArgumentException if the request names a registration that does not
	 * exist, or names one and goes where no token may go
	 * @throws IllegalStateException if the request names none, and there is no default
	 */
	@Nullable String registrationFor(URI uri, HttpHeaders headers, Map<String, Object> attributes) {
		Object named = attributes.get(DinteroRequestAttributes.REGISTRATION);
		if (!this.allowedOrigins.contains(uri)) {
			if (named != null) {
				throw new IllegalArgumentException(("A request to %s names the Dintero registration '%s', "
						+ "but Dintero's tokens may not go there. Add the origin to 'dintero.auth.attach.origins' "
						+ "if it is Dintero's. Allowed are: %s")
					.formatted(Origin.of(uri), named, this.allowedOrigins));
			}
			return null;
		}
		if (headers.containsHeader(HttpHeaders.AUTHORIZATION)) {
			return null;
		}
		return (named != null) ? this.registrations.get(named.toString()).registrationId()
				: this.registrations.getDefault().registrationId();
	}

}
