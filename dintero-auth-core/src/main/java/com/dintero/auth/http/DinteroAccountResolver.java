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

import org.jspecify.annotations.Nullable;

/**
 * Says which of a partner's merchants a request is for, where the request does not say so
 * itself: from the URL of the web request that is being served, from a thread-local, from
 * the job that is running. A bean of this type is asked for each request that would carry
 * the token of a partner's registration, unless it names an account with
 * {@link DinteroRequestAttributes#account(String)}, asks for the partner's own token with
 * {@link DinteroRequestAttributes#own()}, or has an {@code Authorization} or an
 * {@code x-api-key} header already.
 * <p>
 * It is asked as well for each request that would carry an API key. A key is for its own
 * account only, so the request fails if the resolver names another one.
 * <p>
 * It is called on the thread that sends the request. If it throws, the request fails with
 * that exception. One that calls Dintero itself names the account on that request, or it
 * would be asked again.
 *
 * @see ReactiveDinteroAccountResolver
 */
@FunctionalInterface
public interface DinteroAccountResolver {

	/**
	 * Return the account whose token the current request carries.
	 * @param registrationId the name of the registration, a partner's or one with an API
	 * key
	 * @return the merchant's account id, such as {@code T11200001}; if it is {@code null}
	 * or the partner's own, the request fails, but for one that carries an API key
	 */
	@Nullable String resolveAccountId(String registrationId);

}
