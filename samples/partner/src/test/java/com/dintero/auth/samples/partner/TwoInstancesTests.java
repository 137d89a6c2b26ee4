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

package com.dintero.auth.samples.partner;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the two instances as users do.
 */
class TwoInstancesTests {

	private static final int MERCHANTS = 200;

	private static final int KNOWN = MERCHANTS - EmbeddedDintero.UNKNOWN.size();

	@Test
	void thePageOfTheSecondInstanceTakesNoTokenRequests() throws IOException {
		// A busy machine must not look like a store that is down
		try (TwoInstances instances = TwoInstances.start(0, 0, "--sample.embedded.latency=0s",
				"--dintero.auth.store.timeout=10s")) {
			assertPage(instances.first(), 1 + MERCHANTS + KNOWN, 1 + KNOWN);
			// Not the own token of the partner, which it does not need
			assertPage(instances.second(), 0, KNOWN);
			MockDintero dintero = instances.dintero();
			assertThat(List.of(dintero.tokenEndpoint().requestCount(), dintero.exchangeEndpoint().requestCount(),
					dintero.merchantTokenEndpoint().requestCount()))
				.containsExactly(1, MERCHANTS, KNOWN);
			assertThat(dintero.resources().requestCount()).isEqualTo(2 * KNOWN);
		}
	}

	private static void assertPage(ConfigurableApplicationContext instance, int tokenRequests, int tokensHeld) {
		WebTestClient.BodyContentSpec page = WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + instance.getEnvironment().getProperty("local.server.port"))
			.responseTimeout(Duration.ofSeconds(60))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1))
			.build()
			.get()
			.uri("/")
			.accept(MediaType.TEXT_HTML)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody();
		page.xpath("//tbody/tr[not(@class='failed')]").nodeCount(KNOWN);
		page.xpath("//*[@class='badge mock']").exists();
		page.xpath("//*[@data-counter='tokenRequests']").isEqualTo(String.valueOf(tokenRequests));
		page.xpath("//*[@data-counter='tokensHeld']").isEqualTo(String.valueOf(tokensHeld));
	}

}
