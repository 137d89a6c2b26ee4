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

import java.util.Map;
import java.util.function.Consumer;

import org.springframework.util.Assert;

/**
 * Attributes by which a request to Dintero says whose token or API key it carries. They
 * serve {@code RestClient} and {@code WebClient} alike: <pre class="code">
 * client.get().uri("/accounts/{id}/management/settings", id)
 *     .attributes(DinteroRequestAttributes.registration("my-shop"))
 * </pre> A parameter of an HTTP interface says the same with
 * {@code @RequestAttribute(DinteroRequestAttributes.REGISTRATION)},
 * {@code @RequestAttribute(DinteroRequestAttributes.ACCOUNT)} or
 * {@code @RequestAttribute(DinteroRequestAttributes.OWN)}.
 */
public final class DinteroRequestAttributes {

	/**
	 * The name of the attribute that holds a registration id, a {@code String}.
	 */
	public static final String REGISTRATION = "com.dintero.auth.registration";

	/**
	 * The name of the attribute that holds an account id, a {@code String}.
	 */
	public static final String ACCOUNT = "com.dintero.auth.account";

	/**
	 * The name of the attribute that asks for the registration's own token, a
	 * {@code Boolean}.
	 */
	public static final String OWN = "com.dintero.auth.own";

	private DinteroRequestAttributes() {
	}

	/**
	 * Name the registration whose token or API key the request carries. Without it that
	 * is the only registration, or the primary one.
	 * @param registrationId the name of the registration in
	 * {@code dintero.auth.registration}
	 * @return what to give to {@code attributes(…)} of a request
	 */
	public static Consumer<Map<String, Object>> registration(String registrationId) {
		Assert.notNull(registrationId, "The registration id must not be null");
		return (attributes) -> attributes.put(REGISTRATION, registrationId);
	}

	/**
	 * Name the account whose token the request carries: one of a partner's merchants.
	 * Without it a {@link DinteroAccountResolver} names the account, if there is one. It
	 * can be used together with {@link #registration(String)}.
	 * <p>
	 * A partner's own account is no merchant's: a request that names it fails, unless it
	 * asks for the partner's {@link #own() own} token. An API key is for its own account
	 * only, and a request with one that names another account fails.
	 * @param accountId the merchant's account id, such as {@code T11200001}
	 * @return what to give to {@code attributes(…)} of a request
	 */
	public static Consumer<Map<String, Object>> account(String accountId) {
		// A null from a column or a form must not become the partner's own token
		Assert.notNull(accountId, "The account id must not be null");
		return (attributes) -> attributes.put(ACCOUNT, accountId);
	}

	/**
	 * Ask for the registration's own token, or its API key. A partner needs this where
	 * the application has a {@link DinteroAccountResolver}, which is not asked then. It
	 * can be used together with {@link #registration(String)}.
	 * @return what to give to {@code attributes(…)} of a request
	 */
	public static Consumer<Map<String, Object>> own() {
		return (attributes) -> attributes.put(OWN, true);
	}

}
