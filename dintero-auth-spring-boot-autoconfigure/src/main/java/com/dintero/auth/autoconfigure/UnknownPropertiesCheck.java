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
 * Stops the start where a property under {@code dintero.auth} binds to nothing. It comes
 * before all beans: the property that was meant would be reported as missing.
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
		// By the form that variables have. Variables may also replace dashes by
		// underscores
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
			String[] elements = variable.toLowerCase(Locale.ROOT).split("_");
			if (elements.length > KEY) {
				keys.putIfAbsent(elements[KEY], elements[KEY]);
			}
		});
		variables.forEach((variable) -> checkVariable(variable, keys.values(), known));
		if (!this.problems.isEmpty()) {
			throw new InvalidDinteroPropertiesException(this.problems);
		}
	}

	// Spring Boot names the beans of such classes by their prefix and their name
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
		// Such as the line 'attach:' in YAML with nothing under it
		if (isGroup && (property == null || ObjectUtils.isEmpty(property.getValue()))) {
			return;
		}
		String nearest = known.nearest(name.toString().substring(VARIABLES.length()), key(name));
		String reason = (isGroup) ? HAS_VALUE : "is not a property of the starter";
		this.problems.add(new Problem(name.toString(), null,
				(property != null) ? "%s (%s)".formatted(reason, property.getOrigin()) : reason,
				(nearest != null && !isGroup) ? "Write '%s.%s', or leave it out".formatted(ROOT, nearest)
						: "Leave it out, or write a property of the configuration reference"));
	}

	// Other tools may have variables with this prefix. A variable is a mistake if it is
	// one of a registration, or if it is nearly that of a property
	private void checkVariable(String variable, Collection<String> keys, KnownProperties known) {
		String name = variable.substring(VARIABLES.length());
		ConfigurationPropertyName property = known.find(name, keys);
		if (property != null) {
			if (known.isGroup(property)) {
				this.problems.add(new Problem(variable, null, HAS_VALUE, "Give the variable another name"));
			}
			return;
		}
		String nearest = known.nearest(name, keys);
		if (nearest != null) {
			addVariable(variable, "Write %s".formatted(ConfigurationProblems.environmentVariable(nearest)));
		}
		else if (startsWith(variable, REGISTRATIONS)) {
			addVariable(variable, "Write %s<NAME>_<PROPERTY>, ".formatted(REGISTRATIONS)
					+ "the registration's name and the property without dashes and underscores");
		}
	}

	private static boolean startsWith(String variable, String prefix) {
		return variable.toUpperCase(Locale.ROOT).startsWith(prefix);
	}

	private void addVariable(String variable, String action) {
		this.problems.add(new Problem(variable, null, "is not an environment variable that the starter reads",
				action + ", or leave it out"));
	}

}
