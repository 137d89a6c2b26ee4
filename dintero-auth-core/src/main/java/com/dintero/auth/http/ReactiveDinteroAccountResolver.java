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

import reactor.core.publisher.Mono;

/**
 * The reactive twin of {@link DinteroAccountResolver}, for requests of
 * {@code WebClient}s. It may look into Reactor's context, where WebFlux has the exchange
 * that is being served. Without a bean of this type a {@link DinteroAccountResolver} is
 * asked, on the thread that subscribes; with one it is not.
 */
@FunctionalInterface
public interface ReactiveDinteroAccountResolver {

	/**
	 * Return the account whose token the current request carries.
	 * @param registrationId the name of the registration, a partner's or one with an API
	 * key
	 * @return the merchant's account id, such as {@code T11200001}; if it is empty or the
	 * partner's own, the request fails, but for one that carries an API key; if it fails,
	 * so does the request
	 */
	Mono<String> resolveAccountId(String registrationId);

}
