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

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;

/**
 * Has tokens rejected that are removed from the application's
 * {@code OAuth2AuthorizedClientRepository}.
 */
class AuthorizedClientRepositoryPostProcessor implements BeanPostProcessor {

	private final RejectedTokens rejectedTokens;

	AuthorizedClientRepositoryPostProcessor(RejectedTokens rejectedTokens) {
		this.rejectedTokens = rejectedTokens;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof OAuth2AuthorizedClientRepository repository)) {
			return bean;
		}
		return BeanInterception.of(bean, (invocation) -> {
			if (this.rejectedTokens.areIn(invocation)) {
				this.rejectedTokens
					.reject(repository.loadAuthorizedClient(BeanInterception.argument(invocation, 0, String.class),
							BeanInterception.argument(invocation, 1, Authentication.class),
							BeanInterception.argument(invocation, 2, HttpServletRequest.class)));
			}
			return invocation.proceed();
		});
	}

}
