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

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;

import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;

/**
 * A condition on the registrations. All conditions of a context share the bound
 * properties.
 */
public abstract class DinteroCondition extends SpringBootCondition {

	private static final Bindable<Map<String, Registration>> REGISTRATIONS = Bindable.mapOf(String.class,
			Registration.class);

	private static Map<String, Registration> registrations(ConditionContext context) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		if (beanFactory == null) {
			return bind(context);
		}
		String name = BoundRegistrations.class.getName();
		if (beanFactory.getSingleton(name) instanceof BoundRegistrations bound) {
			return bound.registrations();
		}
		Map<String, Registration> registrations = bind(context);
		beanFactory.registerSingleton(name, new BoundRegistrations(registrations));
		return registrations;
	}

	// Properties of a disabled starter are not read
	private static Map<String, Registration> bind(ConditionContext context) {
		Binder binder = Binder.get(context.getEnvironment());
		return (isEnabled(binder)) ? binder.bind("dintero.auth.registration", REGISTRATIONS).orElse(Map.of())
				: Map.of();
	}

	/**
	 * Returns whether the starter is enabled. A value that is neither true nor false
	 * stops the start.
	 */
	static boolean isEnabled(Binder binder) {
		return binder.bind("dintero.auth.enabled", Boolean.class).orElse(true);
	}

	/**
	 * Matches if any registration fulfils the given condition.
	 * @param context the context of the condition
	 * @param message the start of the condition message
	 * @param condition the condition on a registration
	 * @return the outcome
	 */
	protected static ConditionOutcome anyRegistration(ConditionContext context, ConditionMessage.Builder message,
			Predicate<Registration> condition) {
		Set<String> found = new TreeSet<>();
		registrations(context).forEach((id, registration) -> {
			if (condition.test(registration)) {
				found.add(id);
			}
		});
		return (found.isEmpty()) ? ConditionOutcome.noMatch(message.didNotFind("registration").atAll())
				: ConditionOutcome.match(message.found("registration", "registrations").items(found));
	}

	private record BoundRegistrations(Map<String, Registration> registrations) {

	}

}
