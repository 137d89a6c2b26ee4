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

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Auto-configuration that stops the start if a property under {@code dintero.auth} is
 * unknown.
 */
@AutoConfiguration
@Conditional(DinteroPropertiesAutoConfiguration.AnyPropertyCondition.class)
@Import(UnknownPropertiesCheck.class)
@ImportRuntimeHints(DinteroPropertiesAutoConfiguration.PropertiesHints.class)
public final class DinteroPropertiesAutoConfiguration {

	/**
	 * Matches if any property under {@code dintero.auth} has a value.
	 */
	static class AnyPropertyCondition extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Dintero properties");
			if (!DinteroCondition.isEnabled(Binder.get(context.getEnvironment()))) {
				return ConditionOutcome.noMatch(message.because("'dintero.auth.enabled' is false"));
			}
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
				if (source.containsDescendantOf(KnownProperties.ROOT) == ConfigurationPropertyState.PRESENT) {
					return ConditionOutcome.match(message.foundExactly(KnownProperties.ROOT + ".*"));
				}
			}
			return ConditionOutcome.noMatch(message.didNotFind("property").items(KnownProperties.ROOT + ".*"));
		}

	}

	/**
	 * Lets the check bind the properties where no registration makes Spring Boot do so.
	 */
	static class PropertiesHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			BindableRuntimeHintsRegistrar.forTypes(DinteroAuthProperties.class).registerHints(hints);
		}

	}

}
