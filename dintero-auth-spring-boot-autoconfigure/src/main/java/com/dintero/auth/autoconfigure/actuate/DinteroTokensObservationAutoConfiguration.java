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

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;

/**
 * Auto-configuration of the observations of token requests.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ DinteroRegistrations.class, ObservationRegistry.class })
public final class DinteroTokensObservationAutoConfiguration {

	@Bean
	ObservingTokenListener dinteroObservingTokenListener(ObservationRegistry registry,
			ObjectProvider<TokenRequestObservationConvention> convention, DinteroRegistrations registrations,
			DinteroAuthProperties properties) {
		return new ObservingTokenListener(registry, convention.getIfAvailable(), registrations,
				properties.http().propagateTrace());
	}

}
