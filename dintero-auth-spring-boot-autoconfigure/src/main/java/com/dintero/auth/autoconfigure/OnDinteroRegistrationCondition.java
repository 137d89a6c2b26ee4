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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;

/**
 * Matches if the starter is enabled and has a registration.
 */
class OnDinteroRegistrationCondition extends DinteroCondition {

	private static final Log logger = LogFactory.getLog(OnDinteroRegistrationCondition.class);

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Dintero registration");
		Binder binder = Binder.get(context.getEnvironment());
		if (isInherited(context, binder)) {
			return ConditionOutcome.noMatch(message.because("the parent context has the registrations"));
		}
		if (!isEnabled(binder)) {
			return ConditionOutcome.noMatch(message.because("'dintero.auth.enabled' is false"));
		}
		ConditionOutcome outcome = anyRegistration(context, message, (registration) -> true);
		if (!outcome.isMatch()) {
			logger.debug("No Dintero registration is configured under 'dintero.auth.registration', "
					+ "and no request carries a token of Dintero");
		}
		return outcome;
	}

	// A child context shares its parent's RestClient.Builder and authorized clients. With
	// registrations of its own, it would get the tokens of its parent
	private static boolean isInherited(ConditionContext context, Binder binder) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		BeanFactory parent = (beanFactory != null) ? beanFactory.getParentBeanFactory() : null;
		DinteroAuthProperties inherited = (parent != null)
				? parent.getBeanProvider(DinteroAuthProperties.class).getIfAvailable() : null;
		if (inherited == null) {
			return false;
		}
		if (!inherited.equals(binder.bindOrCreate("dintero.auth", DinteroAuthProperties.class))) {
			throw new InvalidDinteroPropertiesException(List.of(new Problem("dintero.auth", null,
					"differs from the parent context, and this context shares the clients of its parent",
					"Configure all registrations in the parent context, or none in the parent and separate ones in each child")));
		}
		return true;
	}

}
