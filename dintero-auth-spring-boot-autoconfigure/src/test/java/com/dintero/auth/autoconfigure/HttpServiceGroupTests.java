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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import com.dintero.auth.http.DinteroRequestFactories;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Groups of HTTP interfaces, as {@code @ImportHttpServices} and
 * {@code spring.http.serviceclient} make them.
 */
class HttpServiceGroupTests {

	private final MockDintero dintero = MockDintero.start();

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@Test
	void aGroupOnRestClientCarriesTokens() {
		carriesTokens(RestClientGroup.class);
	}

	@Test
	void aGroupOnWebClientCarriesTokens() {
		carriesTokens(WebClientGroup.class);
	}

	@Test
	void aGroupKeepsItsOwnSettings() {
		this.dintero.resources().failNext(MockFault.hang());
		DinteroContextRunners.withMock(this.dintero)
			.withUserConfiguration(RestClientGroup.class)
			.withPropertyValues("spring.http.serviceclient.dintero.base-url=" + this.dintero.baseUrl(),
					"spring.http.clients.read-timeout=5m", "spring.http.serviceclient.dintero.read-timeout=200ms")
			.run((context) -> {
				SettingsClient client = context.getBean(SettingsClient.class);
				assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> client.settings("T12345678"));
				this.dintero.resources().recover();
			});
	}

	@Test
	void aGroupThatWantsNoRedirectsFollowsNone() {
		this.dintero.resources().failNext(MockFault.redirect(302, this.dintero.baseUrl() + "/elsewhere"));
		DinteroContextRunners.withMock(this.dintero)
			.withUserConfiguration(RestClientGroup.class)
			.withPropertyValues("spring.http.serviceclient.dintero.base-url=" + this.dintero.baseUrl(),
					"spring.http.serviceclient.dintero.redirects=dont-follow")
			.run((context) -> {
				context.getBean(SettingsClient.class).settings("T12345678");
				assertThat(this.dintero.resources().requestCount()).isOne();
			});
	}

	@Test
	void aRequestFactoryThatTheApplicationSetsForAGroupStays() {
		DinteroContextRunners.withMock(this.dintero)
			.withUserConfiguration(RestClientGroup.class, OwnRequestFactoryConfiguration.class)
			.withPropertyValues("spring.http.serviceclient.dintero.base-url=" + this.dintero.baseUrl())
			.run((context) -> {
				context.getBean(SettingsClient.class).settings("T12345678");
				assertThat(this.dintero.resources().requests().get(0).header("X-Own")).isEqualTo("yes");
				assertThat(this.dintero.resources().requests().get(0).header("Authorization")).startsWith("Bearer ");
			});
	}

	private void carriesTokens(Class<?> configuration) {
		DinteroContextRunners.withMock(this.dintero)
			.withUserConfiguration(configuration)
			.withPropertyValues("spring.http.serviceclient.dintero.base-url=" + this.dintero.baseUrl())
			.run((context) -> {
				assertThat(context.getBean(SettingsClient.class).settings("T12345678")).contains("T12345678");
				assertThat(this.dintero.resources().requests()).singleElement()
					.satisfies((request) -> assertThat(request.headers().get("Authorization")).hasSize(1));
			});
	}

	interface SettingsClient {

		@GetExchange("/accounts/{id}/management/settings")
		String settings(@PathVariable("id") String accountId);

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRequestFactoryConfiguration {

		@Bean
		RestClientHttpServiceGroupConfigurer ownRequestFactory(DinteroRequestFactories dintero) {
			ClientHttpRequestFactory own = (uri, method) -> {
				ClientHttpRequest request = new SimpleClientHttpRequestFactory().createRequest(uri, method);
				request.getHeaders().set("X-Own", "yes");
				return request;
			};
			return (groups) -> groups.forEachClient((group, builder) -> builder.requestFactory(dintero.attachTo(own)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "dintero", types = SettingsClient.class)
	static class RestClientGroup {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "dintero", types = SettingsClient.class, clientType = ClientType.WEB_CLIENT)
	static class WebClientGroup {

	}

}
