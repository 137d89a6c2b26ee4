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
 * Supplies client secrets that change while the application runs. A bean of this type
 * replaces {@code client-secret} in the properties. The property is still required: it is
 * the first secret, and it is used when the bean returns {@code null} or fails. Without
 * such a bean, the starter reads the properties again.
 * <p>
 * The starter calls the supplier before it requests a registration's own token, and at
 * intervals while tokens are in use. It never calls the supplier on the caller's thread,
 * and makes one call at a time for each registration. The supplier may block, but must
 * have its own timeout. Meanwhile cached tokens remain available, and requests for new
 * tokens wait. When the secret has changed, the cache drops all tokens of the
 * registration.
 */
@FunctionalInterface
public interface ClientSecretSupplier {

	/**
	 * Returns the current client secret of a registration.
	 * @param registrationId the name of the registration in
	 * {@code dintero.auth.registration}
	 * @return the secret, or {@code null} to keep the known secret
	 */
	@Nullable ClientSecret getClientSecret(String registrationId);

}
