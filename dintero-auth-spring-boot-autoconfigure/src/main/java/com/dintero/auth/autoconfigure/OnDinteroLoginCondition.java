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

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where users can sign in with a registration.
 */
class OnDinteroLoginCondition extends SpringBootCondition {

	private static final Bindable<Map<String, Map<String, Object>>> REGISTRATIONS = Bindable
		.of(ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
				ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class)));

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Dintero login");
		List<String> logins = Binder.get(context.getEnvironment())
			.bind("dintero.auth.registration", REGISTRATIONS)
			.orElse(Map.of())
			.entrySet()
			.stream()
			.filter((registration) -> registration.getValue().keySet().stream().anyMatch("login"::equalsIgnoreCase))
			.map(Map.Entry::getKey)
			.toList();
		return (logins.isEmpty()) ? ConditionOutcome.noMatch(message.didNotFind("login").atAll())
				: ConditionOutcome.match(message.found("login", "logins").items(logins));
	}

}
