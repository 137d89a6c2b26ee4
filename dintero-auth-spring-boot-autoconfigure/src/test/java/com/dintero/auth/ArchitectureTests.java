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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final String ROOT = "com.dintero.auth";

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.withImportOption((location) -> !location.contains("dintero-auth-spring-boot-test"))
		.withImportOption((location) -> !location.contains("-tests.jar"))
		.importPackages(ROOT);

	@Test
	void arrowsBetweenPackagesOnlyGoDown() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.layer("autoconfigure")
			.definedBy(ROOT + ".autoconfigure..")
			.layer("login")
			.definedBy(ROOT + ".login.form", ROOT + ".login.oidc")
			.layer("oauth2")
			.definedBy(ROOT + ".oauth2")
			.layer("http")
			.definedBy(ROOT + ".http")
			.layer("internal.login")
			.definedBy(ROOT + ".internal.login")
			.layer("internal.http")
			.definedBy(ROOT + ".internal.http")
			.layer("internal.user")
			.definedBy(ROOT + ".internal.user")
			.layer("user")
			.definedBy(ROOT + ".user")
			.layer("stores")
			.definedBy(ROOT + ".internal.store.redis", ROOT + ".internal.store.jdbc")
			.layer("internal.store")
			.definedBy(ROOT + ".internal.store")
			.layer("internal.token")
			.definedBy(ROOT + ".internal.token")
			.layer("internal.endpoint")
			.definedBy(ROOT + ".internal.endpoint")
			.layer("root")
			.definedBy(ROOT)
			.whereLayer("autoconfigure")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("login")
			.mayOnlyBeAccessedByLayers("autoconfigure")
			.whereLayer("oauth2")
			.mayOnlyBeAccessedByLayers("autoconfigure", "login")
			.whereLayer("http")
			.mayOnlyBeAccessedByLayers("autoconfigure")
			.whereLayer("internal.login")
			.mayOnlyBeAccessedByLayers("login")
			.whereLayer("internal.http")
			.mayOnlyBeAccessedByLayers("autoconfigure", "http")
			.whereLayer("internal.user")
			.mayOnlyBeAccessedByLayers("autoconfigure")
			.whereLayer("user")
			.mayOnlyBeAccessedByLayers("autoconfigure", "login", "oauth2", "internal.user")
			.whereLayer("stores")
			.mayOnlyBeAccessedByLayers("autoconfigure")
			.whereLayer("internal.store")
			.mayOnlyBeAccessedByLayers("autoconfigure", "login", "stores", "internal.user", "internal.token")
			.whereLayer("internal.token")
			.mayOnlyBeAccessedByLayers("autoconfigure", "internal.user")
			.whereLayer("internal.endpoint")
			.mayOnlyBeAccessedByLayers("autoconfigure", "login", "oauth2", "http", "internal.user", "internal.token",
					"internal.store")
			.ensureAllClassesAreContainedInArchitecture()
			.check(this.classes);
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("(**)").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void onlyAutoconfigureKnowsSpringBoot() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ROOT + ".autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(this.classes);
	}

	@Test
	void autoConfigurationsAreListedAndNothingElseIs() throws IOException {
		List<String> listed = new ClassPathResource(
				"META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
			.getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> line.startsWith(ROOT))
			.toList();
		List<String> annotated = this.classes.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.toList();
		assertThat(listed).isSorted().containsExactlyInAnyOrderElementsOf(annotated);
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(this.classes);
	}

	@Test
	void configurationsAndBeanMethodsArePackagePrivate() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(Configuration.class)
			.and()
			.doNotHaveSimpleName("LoginRegistrationsConfiguration")
			.should()
			.bePackagePrivate()
			.check(this.classes);
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.bePackagePrivate()
			.check(this.classes);
	}

	@Test
	void nothingIsInjectedIntoFields() {
		ArchRuleDefinition.fields().should().notBeAnnotatedWith(Autowired.class).check(this.classes);
	}

	@Test
	void nothingIsStaticAndChanges() {
		ArchRuleDefinition.fields()
			.that()
			.areStatic()
			.and()
			.doNotHaveModifier(JavaModifier.SYNTHETIC)
			.should()
			.beFinal()
			.check(this.classes);
	}

	@Test
	void timeComesFromAClock() {
		ArchRuleDefinition.noClasses()
			.should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(System.class, "nanoTime")
			.check(this.classes);
	}

	@Test
	void theAutoConfigurationShowsWhatSpringHasToSeeAndWhatItsOwnPackagesShare() {
		assertThat(this.classes.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
			.map((type) -> type.getName().substring(ROOT.length() + 1))
			.filter((name) -> name.startsWith("autoconfigure.") && !name.endsWith("AutoConfiguration"))
			.sorted()
			.toList()).containsExactly("autoconfigure.ConditionalOnDinteroLogin",
					"autoconfigure.ConditionalOnDinteroUsers", "autoconfigure.ConditionalOnSignIn",
					"autoconfigure.CurrentProperties", "autoconfigure.DinteroAuthProperties",
					"autoconfigure.DinteroCondition", "autoconfigure.InvalidDinteroPropertiesException",
					"autoconfigure.RegistrationNames", "autoconfigure.actuate.TokenRequestObservationContext",
					"autoconfigure.actuate.TokenRequestObservationConvention",
					"autoconfigure.oauth2.ConditionalOnUserTokens",
					"autoconfigure.oauth2.ConfiguredClientRegistrations",
					"autoconfigure.oauth2.LoginRegistrationsConfiguration",
					"autoconfigure.oauth2.ReplacedBeanWarnings");
	}

}
