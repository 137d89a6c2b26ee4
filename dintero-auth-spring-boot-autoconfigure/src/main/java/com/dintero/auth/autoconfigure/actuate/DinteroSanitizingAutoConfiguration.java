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

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.CurrentProperties;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;

/**
 * Auto-configuration that keeps client secrets and API keys out of actuator's answers,
 * also where the application lets it show values.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class)
@ConditionalOnClass(SanitizingFunction.class)
@ConditionalOnBean(DinteroRegistrations.class)
public final class DinteroSanitizingAutoConfiguration {

	@Bean
	SanitizingFunction dinteroSecretsSanitizingFunction(DinteroAuthProperties properties,
			DinteroRegistrations registrations, ConfigurableEnvironment environment) {
		return new ClientSecretSanitizingFunction(properties, registrations, new CurrentProperties(environment));
	}

}
