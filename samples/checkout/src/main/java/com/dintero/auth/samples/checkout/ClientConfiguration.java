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

package com.dintero.auth.samples.checkout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import com.dintero.auth.DinteroRegistrations;

/**
 * The clients: made with Spring Boot's builders, which is all it takes.
 */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

	@Bean
	RestClient restClient(RestClient.Builder builder, DinteroRegistrations registrations) {
		return builder.baseUrl(registrations.getDefault().baseUrl().toString()).build();
	}

	@Bean
	WebClient webClient(WebClient.Builder builder, DinteroRegistrations registrations) {
		return builder.baseUrl(registrations.getDefault().baseUrl().toString()).build();
	}

	@Bean
	AccountApi accountApi(RestClient restClient) {
		return httpInterface(restClient, AccountApi.class);
	}

	@Bean
	CheckoutApi checkoutApi(RestClient.Builder builder, CheckoutProperties properties) {
		return httpInterface(builder.baseUrl(properties.checkoutUrl()).build(), CheckoutApi.class);
	}

	private static <T> T httpInterface(RestClient restClient, Class<T> type) {
		return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(restClient)).build().createClient(type);
	}

}
