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

package com.dintero.auth.documentation;

import java.net.http.HttpClient;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.http.DinteroExchangeFilterFunction;
import com.dintero.auth.http.DinteroRequestFactories;

@Configuration(proxyBeanMethods = false)
class HandMadeClientsConfiguration {

	@Bean
	RestTemplate dinteroRestTemplate(RestTemplateBuilder builder, DinteroRequestFactories dintero) {
		return builder.redirects(HttpRedirects.DONT_FOLLOW)
			.requestFactoryBuilder(
					(settings) -> dintero.attachTo(ClientHttpRequestFactoryBuilder.detect().build(settings)))
			.build();
	}

	@Bean
	WebClient dinteroWebClient(DinteroExchangeFilterFunction filter) {
		HttpClient followsNoRedirects = HttpClient.newHttpClient();
		return WebClient.builder()
			.clientConnector(new JdkClientHttpConnector(followsNoRedirects))
			.filter(filter)
			.build();
	}

}
