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

package com.dintero.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the public API with the signatures in {@code src/test/api.txt}. A change of
 * that file is a change that users have to follow.
 */
class ApiTests {

	private static final int MAXIMUM_TYPES = 55;

	private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.withImportOption((location) -> !location.contains("dintero-auth-spring-boot-test"))
		.importPackages("com.dintero.auth");

	@Test
	void hasTheseSignatures() throws IOException {
		String actual = api().flatMap(ApiTests::signatures).collect(Collectors.joining("\n", "", "\n"));
		Path written = Path.of("target", "api.txt");
		Files.writeString(written, actual);
		assertThat(actual).as("the public API; if the change is meant, copy %s to src/test", written)
			.isEqualTo(Files.readString(Path.of("src", "test", "api.txt")));
	}

	@Test
	void fitsOnAPage() {
		assertThat(api().filter(JavaClass::isTopLevelClass)).hasSizeLessThanOrEqualTo(MAXIMUM_TYPES);
	}

	private Stream<JavaClass> api() {
		return this.classes.stream()
			.filter((type) -> !type.getPackageName().startsWith("com.dintero.auth.internal"))
			.filter(ApiTests::isVisible)
			.sorted(Comparator.comparing(JavaClass::getName));
	}

	private static boolean isVisible(JavaClass type) {
		return isVisible(type.getModifiers()) && type.getEnclosingClass().map(ApiTests::isVisible).orElse(true);
	}

	private static boolean isVisible(Set<JavaModifier> modifiers) {
		return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
	}

	private static Stream<String> signatures(JavaClass type) {
		String supertypes = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
			.map(JavaClass::getName)
			.filter((name) -> !name.startsWith("java.lang."))
			.sorted()
			.collect(Collectors.joining(", "));
		Stream<String> members = type.getMembers()
			.stream()
			.filter((member) -> isVisible(member.getModifiers())
					&& !member.getModifiers().contains(JavaModifier.SYNTHETIC) && !OF_OBJECT.contains(member.getName()))
			.map((member) -> "\t" + signature(member))
			.sorted();
		return Stream.concat(Stream.of(type.getName() + ((supertypes.isEmpty()) ? "" : ": " + supertypes)), members);
	}

	private static String signature(JavaMember member) {
		String name = (member.getModifiers().contains(JavaModifier.STATIC)) ? "static " + member.getName()
				: member.getName();
		if (member instanceof JavaField field) {
			return "%s: %s".formatted(name, field.getType().getName());
		}
		String parameters = ((JavaCodeUnit) member).getParameterTypes()
			.stream()
			.map(JavaType::getName)
			.collect(Collectors.joining(", ", "(", ")"));
		return name + parameters
				+ ((member instanceof JavaMethod method) ? ": " + method.getReturnType().getName() : "");
	}

}
