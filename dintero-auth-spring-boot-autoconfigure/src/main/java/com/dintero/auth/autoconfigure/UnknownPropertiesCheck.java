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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ObjectUtils;

import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;

/**
 * Stops the start if a property under {@code dintero.auth} is unknown. The check runs
 * before any bean is created. Otherwise, the start would report the intended property as
 * missing.
 */
class UnknownPropertiesCheck implements BeanFactoryPostProcessor {

	private static final ConfigurationPropertyName ROOT = KnownProperties.ROOT;

	// Of dintero.auth.registration.<key>
	private static final int KEY = 3;

	private static final String VARIABLES = "DINTERO_AUTH_";

	private static final String HAS_VALUE = "has a value, but only groups other properties";

	private static final String REGISTRATIONS = VARIABLES + "REGISTRATION_";

	private final List<Problem> problems = new ArrayList<>();

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		Environment environment = beanFactory.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME,
				Environment.class);
		KnownProperties known = known(beanFactory);
		List<String> variables = new ArrayList<>();
		// By the form in variables, which may also replace dashes with underscores
		Map<String, String> keys = new TreeMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource systemEnvironment) {
				Stream.of(systemEnvironment.getPropertyNames())
					.filter((name) -> startsWith(name, VARIABLES))
					.filter((name) -> !ObjectUtils.isEmpty(systemEnvironment.getProperty(name)))
					.forEach(variables::add);
			}
			else if (source instanceof IterableConfigurationPropertySource properties) {
				properties.stream().filter(ROOT::isAncestorOf).forEach((name) -> {
					key(name).forEach((key) -> keys.merge(RegistrationNames.uniform(key), key,
							(first, second) -> (first.contains("-")) ? first : second));
					checkProperty(name, source, known);
				});
			}
		}
		variables.forEach((variable) -> {
			String[] elements = variable.toLowerCase(Locale.ROOT).split("_", -1);
			if (elements.length > KEY) {
				keys.putIfAbsent(elements[KEY], elements[KEY]);
			}
		});
		variables.forEach((variable) -> checkVariable(variable, keys.values(), known));
		if (!this.problems.isEmpty()) {
			throw new InvalidDinteroPropertiesException(this.problems);
		}
	}

	// Spring Boot names the beans of such classes by prefix and class name
	private static KnownProperties known(ConfigurableListableBeanFactory beanFactory) {
		KnownProperties known = new KnownProperties();
		known.add(ROOT.toString(), DinteroAuthProperties.class);
		for (String name : beanFactory.getBeanDefinitionNames()) {
			Class<?> type = (name.startsWith(ROOT + ".")) ? beanFactory.getType(name, false) : null;
			if (type != null && name.endsWith("-" + type.getName())) {
				known.add(name.substring(0, name.length() - type.getName().length() - 1), type);
			}
		}
		return known;
	}

	private static List<String> key(ConfigurationPropertyName name) {
		return (name.getNumberOfElements() > KEY) ? List.of(name.getElement(KEY, Form.ORIGINAL)) : List.of();
	}

	private void checkProperty(ConfigurationPropertyName name, ConfigurationPropertySource source,
			KnownProperties known) {
		boolean isGroup = known.isGroup(name);
		if (known.contains(name) && !isGroup) {
			return;
		}
		ConfigurationProperty property = source.getConfigurationProperty(name);
		// Such as 'attach:' in YAML without a value
		if (isGroup && (property == null || ObjectUtils.isEmpty(property.getValue()))) {
			return;
		}
		String nearest = known.nearest(name.toString().substring(VARIABLES.length()), key(name));
		String reason = (isGroup) ? HAS_VALUE : "is not a property of the starter";
		this.problems.add(new Problem(name.toString(), null,
				(property != null) ? "%s (%s)".formatted(reason, property.getOrigin()) : reason,
				(nearest != null && !isGroup) ? "Use '%s.%s', or remove it".formatted(ROOT, nearest)
						: "Remove it, or use a property of the configuration reference"));
	}

	// Other tools may use variables with this prefix. Only a variable of a registration,
	// or one that resembles a property, is a problem
	private void checkVariable(String variable, Collection<String> keys, KnownProperties known) {
		String name = variable.substring(VARIABLES.length());
		ConfigurationPropertyName property = known.find(name, keys);
		if (property != null) {
			if (known.isGroup(property)) {
				this.problems.add(new Problem(variable, null, HAS_VALUE, "Rename the variable"));
			}
			return;
		}
		String nearest = known.nearest(name, keys);
		if (nearest != null) {
			addVariable(variable, "Use %s".formatted(ConfigurationProblems.environmentVariable(nearest)));
		}
		else if (startsWith(variable, REGISTRATIONS)) {
			addVariable(variable, "Use %s<NAME>_<PROPERTY>, ".formatted(REGISTRATIONS)
					+ "with the registration name and the property without dashes and underscores");
		}
	}

	private static boolean startsWith(String variable, String prefix) {
		return variable.toUpperCase(Locale.ROOT).startsWith(prefix);
	}

	private void addVariable(String variable, String action) {
		this.problems.add(new Problem(variable, null, "is not an environment variable that the starter reads",
				action + ", or remove it"));
	}

}
