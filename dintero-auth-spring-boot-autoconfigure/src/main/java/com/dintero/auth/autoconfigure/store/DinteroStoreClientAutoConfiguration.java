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

package com.dintero.auth.autoconfigure.store;

import java.time.Clock;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.autoconfigure.CurrentProperties;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.store.StoreClient;

/**
 * Auto-configuration for the use of a token store.
 */
@AutoConfiguration(after = DinteroTokenStoreAutoConfiguration.class)
@ConditionalOnBean({ DinteroTokenStore.class, TokenEndpointClient.class })
public final class DinteroStoreClientAutoConfiguration {

	// Never lazy, because an application without a valid key must not start
	@Bean
	@Lazy(false)
	EncryptionKeys dinteroEncryptionKeys(ConfigurableEnvironment environment, @Qualifier("dinteroClock") Clock clock) {
		return new EncryptionKeys(new CurrentProperties(environment), clock);
	}

	@Bean
	StoreClient dinteroStoreClient(DinteroTokenStore store, EncryptionKeys keys, DinteroAuthProperties properties,
			TokenEndpointClient client, @Qualifier("dinteroClock") Clock clock) {
		return new StoreClient(store, keys, properties.store().prefix(), properties.store().timeout(),
				client.transport(), clock);
	}

}
