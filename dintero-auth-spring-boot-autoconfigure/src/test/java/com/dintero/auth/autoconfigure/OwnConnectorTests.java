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

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

class OwnConnectorTests {

	@Test
	void aConnectorOfTheApplicationServesRequestsToDinteroToo() {
		AtomicInteger requests = new AtomicInteger();
		JdkClientHttpConnector delegate = new JdkClientHttpConnector();
		try (MockDintero dintero = MockDintero.start()) {
			DinteroContextRunners.withMock(dintero)
				.withBean("ownConnector", ClientHttpConnector.class, () -> (method, uri, callback) -> {
					requests.incrementAndGet();
					return delegate.connect(method, uri, callback);
				})
				.run((context) -> {
					URI settings = URI.create(dintero.baseUrl() + "/accounts/T12345678/management/settings");
					ClientKind.of(context.getBean(WebClient.Builder.class).build()).get(settings);
					assertThat(requests).hasValue(1);
					assertThat(dintero.resources().requests().get(0).header("Authorization")).startsWith("Bearer ");
				});
		}
	}

}
