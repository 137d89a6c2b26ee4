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

import java.time.Clock;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.internal.token.TokenCache;

/**
 * Auto-configuration of the application events of Dintero's tokens.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class)
@ConditionalOnBean(value = TokenCache.class, search = SearchStrategy.CURRENT)
public final class DinteroTokenEventsAutoConfiguration {

	// Not lazy: it has to learn when the listeners are there
	@Bean
	@Lazy(false)
	TokenEventPublisher dinteroTokenEventPublisher(ApplicationEventPublisher publisher,
			@Qualifier("dinteroClock") Clock clock) {
		return new TokenEventPublisher(publisher, clock);
	}

}
