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

package com.dintero.auth;

import java.net.http.HttpClient;

/**
 * Customizes the HTTP client for token requests and for the discovery of identity
 * providers, for example with a proxy, a cookie handler or a local address. The starter
 * applies the properties under {@code dintero.auth.http} first, and then calls beans of
 * this type in their order.
 * <p>
 * Redirects stay off, because they would carry the credentials. The HTTP version and the
 * executor cannot be changed. An authenticator stops the start on a JDK before 25,
 * because such a JDK may drop the credentials of token requests. Set the credentials of a
 * proxy with {@code dintero.auth.http.proxy.username} and
 * {@code dintero.auth.http.proxy.password}.
 */
@FunctionalInterface
public interface DinteroHttpClientCustomizer {

	/**
	 * Customizes the builder of the HTTP client.
	 * @param builder the builder
	 */
	void customize(HttpClient.Builder builder);

}
