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

package com.dintero.auth.test.autoconfigure;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextManager;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * When contexts share a mock, and when it is closed.
 */
class MockDinteroContextCustomizerTests {

	private final MockDinteroContextCustomizerFactory factory = new MockDinteroContextCustomizerFactory();

	@Test
	void testClassesWithEqualAnnotationsShareTheirContext() {
		assertThat(context(First.class)).isSameAs(context(Second.class))
			.isSameAs(context(Inheriting.class))
			.isNotSameAs(context(WithAnotherRegistration.class));
	}

	@Test
	void testClassesWithoutTheAnnotationHaveNoMock() {
		assertThat(customizer(Without.class)).isNull();
		ApplicationContext context = context(Without.class);
		assertThat(context.getBeansOfType(MockDintero.class)).isEmpty();
		assertThat(context.getEnvironment().containsProperty("dintero.auth.base-url")).isFalse();
	}

	@Test
	void theAnnotationCanBeMetaPresent() {
		assertThat(customizer(WithComposedAnnotation.class)).isEqualTo(customizer(First.class));
	}

	@Test
	void theMockIsClosedWithTheContext() throws Exception {
		GenericApplicationContext context = new GenericApplicationContext();
		customize(context);
		context.refresh();
		String baseUrl = context.getBean(MockDintero.class).baseUrl();
		assertThat(status(baseUrl)).isEqualTo(404);
		context.close();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> status(baseUrl));
	}

	@Test
	void beansCanUseTheMockUntilTheyAreDestroyed() {
		AtomicReference<Integer> status = new AtomicReference<>();
		GenericApplicationContext context = new GenericApplicationContext();
		customize(context);
		String baseUrl = context.getEnvironment().getRequiredProperty("dintero.auth.base-url");
		AutoCloseable user = () -> status.set(status(baseUrl));
		context.registerBean("user", AutoCloseable.class, () -> user);
		context.refresh();
		context.close();
		assertThat(status).hasValue(404);
	}

	@Test
	void theMockIsClosedWhenTheContextFails() {
		GenericApplicationContext context = new GenericApplicationContext();
		customize(context);
		String baseUrl = context.getEnvironment().getRequiredProperty("dintero.auth.base-url");
		context.registerBean("broken", Object.class, () -> {
			throw new IllegalStateException("broken");
		});
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(context::refresh);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> status(baseUrl));
	}

	@Test
	void registrationsAreFoundInEnvironmentVariables() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("DINTERO_AUTH_REGISTRATION_SHOP_ACCOUNTID", "T11200001",
									"DINTERO_AUTH_REGISTRATION_SHOP_CLIENTID", "${NOT_THERE}")));
		List<MockRegistration> registrations = new ConfiguredRegistrations(environment).toMockRegistrations("dintero",
				"T12345678");
		assertThat(registrations).singleElement()
			.satisfies((registration) -> assertThat(registration.name()).isEqualTo("shop"))
			.satisfies((registration) -> assertThat(registration.client().accountId()).isEqualTo("T11200001"));
	}

	@Test
	void aVariableWithoutDashesBelongsToTheRegistrationOfThatName() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("DINTERO_AUTH_REGISTRATION_MYSHOP_CLIENTSECRET", "my-secret")));
		environment.getPropertySources()
			.addLast(new MapPropertySource("application",
					Map.of("dintero.auth.registration.my-shop.client-id", "my-client")));
		assertThat(new ConfiguredRegistrations(environment).toMockRegistrations("dintero", "T12345678"))
			.extracting(MockRegistration::name)
			.containsExactly("my-shop");
	}

	@Test
	void noSecretIsInTheTextOfARegistration() {
		MockRegistration registration = MockRegistration.of("shop", "T12345678");
		assertThat(registration.toString()).doesNotContain(registration.client().clientSecret());
	}

	private @Nullable ContextCustomizer customizer(Class<?> testClass) {
		return this.factory.createContextCustomizer(testClass, List.of());
	}

	private void customize(GenericApplicationContext context) {
		ContextCustomizer customizer = Objects.requireNonNull(customizer(First.class));
		customizer.customizeContext(context, mock(MergedContextConfiguration.class));
	}

	private static ApplicationContext context(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	private static int status(String url) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	@SpringBootTest(classes = EmptyApplication.class)
	@AutoConfigureMockDintero
	static class First {

	}

	@SpringBootTest(classes = EmptyApplication.class)
	@AutoConfigureMockDintero
	static class Second {

	}

	static class Inheriting extends First {

	}

	@SpringBootTest(classes = EmptyApplication.class)
	@AutoConfigureMockDintero(registration = "another")
	static class WithAnotherRegistration {

	}

	@SpringBootTest(classes = EmptyApplication.class)
	static class Without {

	}

	@Composed
	static class WithComposedAnnotation {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@AutoConfigureMockDintero
	@interface Composed {

	}

}
