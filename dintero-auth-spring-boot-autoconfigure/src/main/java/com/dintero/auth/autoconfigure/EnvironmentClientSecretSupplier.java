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

package com.dintero.auth.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import com.dintero.auth.ClientSecret;
import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;

/**
 * Reads client secrets from the properties again, because some property sources can be
 * reloaded. An invalid secret does not replace the known secret.
 */
class EnvironmentClientSecretSupplier implements ClientSecretSupplier {

	private static final Log logger = LogFactory.getLog(EnvironmentClientSecretSupplier.class);

	private final CurrentProperties properties;

	EnvironmentClientSecretSupplier(CurrentProperties properties) {
		this.properties = properties;
	}

	@Override
	public @Nullable ClientSecret getClientSecret(String registrationId) {
		Registration registration = this.properties.registrations().get(registrationId);
		if (registration == null || !StringUtils.hasText(registration.clientSecret())) {
			return null;
		}
		if (!DinteroAuthPropertiesMapper.isSecret(registration.clientSecret())) {
			logger.warn("'dintero.auth.registration.%s.client-secret' has changed to an invalid value, such as "
				.formatted(registrationId)
					+ "an unresolved placeholder or a secret with a line break. The previous secret stays in use");
			return null;
		}
		return ClientSecret.of(registration.clientSecret());
	}

}
