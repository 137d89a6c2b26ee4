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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where the authorized clients of a registration hold tokens of users whom
 * Dintero itself knows.
 */
class OnDinteroUsersCondition extends SpringBootCondition {

	private static final Bindable<Map<String, Registration>> REGISTRATIONS = Bindable.mapOf(String.class,
			Registration.class);

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Dintero users");
		List<String> registrations = Binder.get(context.getEnvironment())
			.bind("dintero.auth.registration", REGISTRATIONS)
			.orElse(Map.of())
			.entrySet()
			.stream()
			.filter((registration) -> matches(registration.getValue()))
			.map(Map.Entry::getKey)
			.toList();
		return (registrations.isEmpty()) ? ConditionOutcome.noMatch(message.didNotFind("registration").atAll())
				: ConditionOutcome.match(message.found("registration", "registrations").items(registrations));
	}

	boolean matches(Registration registration) {
		return registration.isOfUsers();
	}

	/**
	 * What is of interest of a registration.
	 *
	 * @param authorizationGrantType whose tokens its authorized clients hold, if that is
	 * said
	 * @param passwordLogin how users sign in with a form
	 */
	record Registration(@Nullable String authorizationGrantType, @DefaultValue PasswordLogin passwordLogin) {

		boolean isOfUsers() {
			return this.passwordLogin.enabled()
					|| DinteroAuthPropertiesMapper.USERS_GRANT_TYPES.contains(this.authorizationGrantType);
		}

	}

	/**
	 * What is of interest of a sign-in form.
	 *
	 * @param enabled whether there is one
	 */
	record PasswordLogin(@DefaultValue("false") boolean enabled) {

	}

}
