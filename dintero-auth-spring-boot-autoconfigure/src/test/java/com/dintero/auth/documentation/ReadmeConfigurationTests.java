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

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;
import com.dintero.auth.documentation.ConfigurationMetadata.Property;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation's configuration exists.
 */
class ReadmeConfigurationTests {

	private static final String REGISTRATION = "dintero.auth.registration";

	private static final ConfigurationMetadata METADATA = ConfigurationMetadata.ofClassPath();

	@ParameterizedTest
	@MethodSource("yamlBlocks")
	void yamlHasOnlyPropertiesThatExist(String yaml) throws IOException {
		assertThat(load(yaml).getPropertyNames()).isNotEmpty()
			.allSatisfy((name) -> assertThat(METADATA.knows(name)).as(name).isTrue());
	}

	@ParameterizedTest
	@MethodSource("yamlBlocks")
	void yamlBinds(String yaml) throws IOException {
		DinteroAuthProperties properties = new Binder(ConfigurationPropertySources.from(load(yaml))).bindOrCreate(
				"dintero.auth", Bindable.of(DinteroAuthProperties.class),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
		assertThat(properties.registration().values()).allSatisfy((registration) -> assertThat(registration)
			.hasNoNullFieldsOrPropertiesExcept((registration.apiKey() != null)
					? new String[] { "clientId", "clientSecret", "audience", "authorizationGrantType", "login" }
					: new String[] { "apiKey", "audience", "authorizationGrantType", "login" }));
	}

	@Test
	void theReferenceIsComplete() {
		List<Property> documented = Markdown.of("docs/configuration.md")
			.codeRows()
			.stream()
			.map((row) -> new Property(row.get(0).replace("`", ""), row.get(1).replace("`", ""), code(row.get(2))))
			.toList();
		assertThat(documented).containsExactlyInAnyOrderElementsOf(properties());
	}

	static List<String> yamlBlocks() {
		return Markdown.all().stream().flatMap((page) -> page.blocks("yaml").stream()).toList();
	}

	// The metadata has the map of registrations, but not what is in it
	private static List<Property> properties() {
		List<Property> properties = new ArrayList<>(METADATA.startingWith("dintero.auth."));
		assertThat(properties.removeIf((property) -> property.name().equals(REGISTRATION))).isTrue();
		properties(REGISTRATION + ".<name>.", Registration.class).forEach(properties::add);
		return properties;
	}

	private static Stream<Property> properties(String prefix, Class<?> type) {
		return Arrays.stream(type.getDeclaredConstructors()[0].getParameters()).flatMap((parameter) -> {
			String name = prefix + parameter.getName().replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
			if (parameter.getType().isRecord()) {
				return properties(name + ".", parameter.getType());
			}
			DefaultValue defaultValue = parameter.getAnnotation(DefaultValue.class);
			return Stream.of(new Property(name, type(parameter.getParameterizedType()),
					(defaultValue != null) ? defaultValue.value()[0] : null));
		});
	}

	private static String type(Type type) {
		return (type == boolean.class) ? "Boolean"
				: (type == int.class) ? "Integer" : type.getTypeName().replaceAll("[a-z]+\\.", "");
	}

	// A default is code, and prose stands for none
	private static @Nullable String code(String cell) {
		Matcher code = Pattern.compile("`([^`]+)`").matcher(cell);
		return code.matches() ? code.group(1) : null;
	}

	private static EnumerablePropertySource<?> load(String yaml) throws IOException {
		return (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("documentation", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.get(0);
	}

}
