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
 * Changes the HTTP client that token requests are made and identity servers discovered
 * with: a proxy, a cookie handler, a local address. Beans of this type are called in
 * their order, after the properties under {@code dintero.auth.http} were applied.
 * <p>
 * Redirects stay off, because they would carry the credentials. The HTTP version and the
 * executor stay the starter's own. An authenticator stops the start on a JDK before 25,
 * which may drop the credentials of token requests with one: the credentials of a proxy
 * are the properties {@code dintero.auth.http.proxy.username} and
 * {@code dintero.auth.http.proxy.password}.
 */
@FunctionalInterface
public interface DinteroHttpClientCustomizer {

	/**
	 * Change the builder of the HTTP client.
	 * @param builder the builder
	 */
	void customize(HttpClient.Builder builder);

}
