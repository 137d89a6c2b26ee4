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

import org.jspecify.annotations.Nullable;

/**
 * Where client secrets come from, for an application whose secrets change while it runs.
 * What a bean of this type returns is used in place of {@code client-secret} in the
 * properties, which is still needed: it is the first secret, used when the bean returns
 * {@code null} or fails. Without such a bean the properties themselves are looked at
 * again.
 * <p>
 * It is asked before a registration's own token is requested, and once in a while when
 * tokens are used, never on the caller's thread, and once at a time for each
 * registration. It may block, with a time-out of its own: tokens that are there are
 * handed out meanwhile, and new ones wait for it. With a secret that has changed, all
 * tokens that the old one has earned are forgotten.
 */
@FunctionalInterface
public interface ClientSecretSupplier {

	/**
	 * Return the client secret of a registration at this moment.
	 * @param registrationId the name of the registration in
	 * {@code dintero.auth.registration}
	 * @return the secret, or {@code null} for the one that is known
	 */
	@Nullable ClientSecret getClientSecret(String registrationId);

}
