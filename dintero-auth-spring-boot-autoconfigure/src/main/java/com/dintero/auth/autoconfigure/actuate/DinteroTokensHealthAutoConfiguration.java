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

package com.dintero.auth.autoconfigure.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.TokenCache;

/**
 * Auto-configuration of the health of Dintero's tokens.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("dintero-tokens")
@ConditionalOnBean(TokenCache.class)
public final class DinteroTokensHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "dinteroTokensHealthContributor")
	HealthContributor dinteroTokensHealthContributor(DinteroRegistrations registrations, TokenCache cache,
			ObjectProvider<StoreClient> store, DinteroAuthProperties properties) {
		return new DinteroTokensHealthContributor(registrations, cache, store.getIfAvailable(),
				properties.health().probe());
	}

}
