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

package com.dintero.auth.integration.login;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.autoconfigure.DinteroPropertiesAutoConfiguration;
import com.dintero.auth.autoconfigure.oauth2.reactive.DinteroReactiveOAuth2ClientAutoConfiguration;
import com.dintero.auth.autoconfigure.oauth2.servlet.DinteroOAuth2ClientAutoConfiguration;
import com.dintero.auth.login.form.DinteroAuthenticationServiceException;
import com.dintero.auth.login.form.DinteroPasswordAuthenticationProvider;
import com.dintero.auth.login.form.SecondFactorRequiredException;
import com.dintero.auth.login.form.SecondFactorView;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockUser;
import com.dintero.auth.user.DinteroUserClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What an application needs at run time that is processed ahead of time.
 */
class RuntimeHintsTests {

	private static final String PASSWORD = "right-password-of-users";

	private static final Map<String, Object> PROPERTIES = Map.of("dintero.auth.registration.dintero.account-id",
			"T12345678", "dintero.auth.registration.dintero.client-id", "${CLIENT_ID_AT_RUN_TIME}",
			"dintero.auth.registration.dintero.client-secret", "${CLIENT_SECRET_AT_RUN_TIME}",
			"dintero.auth.registration.dintero.password-login.enabled", "true");

	private final InMemoryGeneratedFiles generated = new InMemoryGeneratedFiles();

	@ParameterizedTest
	@ValueSource(classes = { DinteroOAuth2ClientAutoConfiguration.class,
			DinteroReactiveOAuth2ClientAutoConfiguration.class })
	void textsOfAllLanguagesAreResources(Class<?> autoConfiguration) {
		RuntimeHints hints = process(autoConfiguration, PROPERTIES);
		for (String suffix : new String[] { "", "_nb", "_sv" }) {
			String texts = "com/dintero/auth/internal/login/messages%s.properties".formatted(suffix);
			assertThat(getClass().getClassLoader().getResource(texts)).isNotNull();
			assertThat(RuntimeHintsPredicates.resource().forResource(texts)).accepts(hints);
		}
	}

	@Test
	void aPageOfTheApplicationCanReadTheViewByNames() throws NoSuchMethodException {
		RuntimeHints hints = process();
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(SecondFactorView.class.getMethod("attemptsLeft"))).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(MfaChannel.class.getMethod("value")))
			.accepts(hints);
	}

	@Test
	void theLocaleResolverIsFoundByItsName() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(TypeReference.of("org.springframework.web.servlet.LocaleResolver"))).accepts(process());
	}

	@Test
	void theSecretSupplierCanBindRegistrationsAgain() {
		assertPropertiesCanBeBound(process());
	}

	@Test
	void unknownPropertiesAreToldFromKnownOnesWithoutARegistration() {
		assertPropertiesCanBeBound(process(DinteroPropertiesAutoConfiguration.class,
				Map.of("dintero.auth.base-url", "https://api.example.com/v1")));
	}

	private static void assertPropertiesCanBeBound(RuntimeHints hints) {
		// An enum is found by its name
		List<Class<?>> records = Stream.of(DinteroAuthProperties.class.getDeclaredClasses())
			.filter(Class::isRecord)
			.toList();
		for (Class<?> type : records) {
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
				.as(type.getName())
				.accepts(hints);
		}
	}

	@Test
	void failuresThatAreKeptInSessionsCanBeSerialized() throws IOException {
		RuntimeHints hints = process();
		Set<Class<?>> types = new LinkedHashSet<>();
		types.addAll(serializedTypes((dintero) -> dintero.userTokenEndpoint().failAlways(MockFault.rateLimited("60"))));
		types.addAll(serializedTypes((dintero) -> dintero.userTokenEndpoint().failAlways(MockFault.body("no JSON"))));
		types.addAll(serializedTypes((dintero) -> dintero.tokenEndpoint().failAlways(MockFault.status(401))));
		types.addAll(serializedTypes(MockDintero::close));
		types.addAll(serializedTypes((dintero) -> dintero
			.register(MockUser.of("T12345678", "kari", PASSWORD).withPhoneNumber("+4712345678").withMfa())));
		assertThat(types).contains(DinteroAuthenticationServiceException.class, SecondFactorRequiredException.class)
			.filteredOn((type) -> !RuntimeHintsPredicates.reflection().onJavaSerialization(type, true).test(hints))
			.isEmpty();
	}

	private static Set<Class<?>> serializedTypes(Consumer<MockDintero> trouble) throws IOException {
		try (MockDintero dintero = MockDintero.start(); AnnotationConfigApplicationContext context = context(dintero)) {
			dintero.register(MockUser.of("T12345678", "kari", PASSWORD));
			trouble.accept(dintero);
			context.refresh();
			return serializedTypes(failure(context));
		}
	}

	private static AuthenticationException failure(AnnotationConfigApplicationContext context) {
		DinteroPasswordAuthenticationProvider provider = new DinteroPasswordAuthenticationProvider(
				context.getBean(DinteroRegistrations.class).get("dintero"),
				context.getBean(DinteroUserClients.class).get("dintero"),
				new InMemoryOAuth2AuthorizedClientService((registrationId) -> null));
		return catchThrowableOfType(AuthenticationException.class,
				() -> provider.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("kari", PASSWORD)));
	}

	private static AnnotationConfigApplicationContext context(MockDintero dintero) {
		Map<String, Object> properties = new HashMap<>(PROPERTIES);
		properties.put("CLIENT_ID_AT_RUN_TIME", dintero.client().clientId());
		properties.put("CLIENT_SECRET_AT_RUN_TIME", dintero.client().clientSecret());
		properties.put("dintero.auth.base-url", dintero.baseUrl());
		properties.put("dintero.auth.retry.deadline", "1s");
		return context(DinteroOAuth2ClientAutoConfiguration.class, properties);
	}

	private static AnnotationConfigApplicationContext context(Class<?> autoConfiguration,
			Map<String, Object> properties) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		context.register(DinteroPropertiesAutoConfiguration.class, DinteroAuthAutoConfiguration.class,
				autoConfiguration);
		return context;
	}

	// Arrays and strings need no hint
	private static Set<Class<?>> serializedTypes(AuthenticationException failure) throws IOException {
		Set<Class<?>> types = new LinkedHashSet<>();
		try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream()) {

			@Override
			protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
				if (!descriptor.forClass().isArray()) {
					types.add(descriptor.forClass());
				}
				super.writeClassDescriptor(descriptor);
			}

		}) {
			out.writeObject(failure);
		}
		return types;
	}

	@Test
	void noSecretIsInWhatIsGenerated() {
		Map<String, Object> properties = new HashMap<>(PROPERTIES);
		properties.put("CLIENT_SECRET_AT_RUN_TIME", "a-secret-at-build-time");
		process(DinteroOAuth2ClientAutoConfiguration.class, properties);
		for (Kind kind : Kind.values()) {
			assertThat(this.generated.getGeneratedFiles(kind).values())
				.allSatisfy((file) -> assertThat(content(file)).doesNotContain("a-secret-at-build-time"));
		}
		assertThat(this.generated.getGeneratedFiles(Kind.SOURCE)).isNotEmpty();
	}

	private static String content(InputStreamSource file) throws IOException {
		return new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private RuntimeHints process() {
		return process(DinteroOAuth2ClientAutoConfiguration.class, PROPERTIES);
	}

	private RuntimeHints process(Class<?> autoConfiguration, Map<String, Object> properties) {
		try (AnnotationConfigApplicationContext context = context(autoConfiguration, properties)) {
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get("com.example", "Application")), this.generated);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
			return generation.getRuntimeHints();
		}
	}

}
