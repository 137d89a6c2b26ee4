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

import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A child context with a registration of its own never gets its parent's tokens.
 */
class ParentContextTests {

	private final MockDinteroClient parentClient = MockDinteroClient.of("T12345678", "parent", "secret-of-parent");

	private final MockDinteroClient childClient = MockDinteroClient.of("T87654321", "child", "secret-of-child");

	private final MockDintero dintero = MockDintero.builder()
		.client(this.parentClient)
		.client(this.childClient)
		.start();

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@Test
	void aChildsRegistrationOfTheSameNameStopsTheStart() {
		inChild(runner("shop", this.parentClient), runner("shop", this.childClient),
				ParentContextTests::hasFailedForItsParent);
	}

	@Test
	void aChildsFurtherRegistrationStopsTheStart() {
		inChild(runner("shop", this.parentClient), runner("other", this.childClient),
				ParentContextTests::hasFailedForItsParent);
	}

	@Test
	void aChildThatIsSwitchedOffStopsTheStart() {
		inChild(runner("shop", this.parentClient),
				DinteroContextRunners.withoutRegistration()
					.withInitializer((context) -> TestPropertyValues.of("dintero.auth.enabled=false")
						.applyTo(context.getEnvironment(), TestPropertyValues.Type.MAP, "off")),
				ParentContextTests::hasFailedForItsParent);
	}

	@Test
	void aChildHasItsOwnTokensWhereItsParentHasNone() {
		inChild(DinteroContextRunners.withoutRegistration(), runner("shop", this.childClient), (child) -> {
			assertThat(child.getParent().getBeanProvider(DinteroTokens.class).getIfAvailable()).isNull();
			child.getBean(DinteroTokens.class).getToken("shop");
			assertThat(this.dintero.tokenEndpoint().requests()).singleElement()
				.satisfies((request) -> assertThat(request.path()).contains("T87654321"));
		});
	}

	@Test
	void aChildWithoutPropertiesOfItsOwnHasItsParentsTokens() {
		inChild(runner("shop", this.parentClient), DinteroContextRunners.withoutRegistration(), (child) -> {
			assertThat(child.getBeansOfType(DinteroTokens.class)).isEmpty();
			assertThat(child.getBean(DinteroTokens.class)).isSameAs(child.getParent().getBean(DinteroTokens.class));
			String token = child.getBean(DinteroTokens.class).getToken("shop").getTokenValue();
			assertThat(attached(child)).containsExactly("Bearer " + token, "Bearer " + token);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	private String[] attached(AssertableApplicationContext context) {
		String blocking = attached(context.getBean(RestClient.Builder.class));
		context.getBean(WebClient.Builder.class)
			.build()
			.get()
			.uri(this.dintero.baseUrl() + "/accounts/T12345678/management/settings")
			.retrieve()
			.toBodilessEntity()
			.block();
		return new String[] { blocking, lastAuthorization() };
	}

	private String attached(RestClient.Builder builder) {
		builder.build()
			.get()
			.uri(this.dintero.baseUrl() + "/accounts/T12345678/management/settings")
			.retrieve()
			.toBodilessEntity();
		return lastAuthorization();
	}

	private String lastAuthorization() {
		MockRequest request = this.dintero.resources().requests().get(this.dintero.resources().requestCount() - 1);
		return request.header("Authorization");
	}

	// The runner's own properties would be those of the parent too
	private ApplicationContextRunner runner(String registrationId, MockDinteroClient client) {
		String[] properties = DinteroContextRunners.registration(registrationId, client);
		return DinteroContextRunners.withoutRegistration()
			.withInitializer((context) -> TestPropertyValues.of(properties)
				.and("dintero.auth.base-url=" + this.dintero.baseUrl())
				.applyTo(context.getEnvironment(), TestPropertyValues.Type.MAP, client.clientId()));
	}

	private static void hasFailedForItsParent(AssertableApplicationContext child) {
		assertThat(child).getFailure()
			.rootCause()
			.isInstanceOf(InvalidDinteroPropertiesException.class)
			.hasMessageContaining("'dintero.auth' differs from the parent context");
	}

	private static void inChild(ApplicationContextRunner parent, ApplicationContextRunner child,
			Consumer<AssertableApplicationContext> test) {
		parent.run((context) -> child.withParent(context).run(test::accept));
	}

}
