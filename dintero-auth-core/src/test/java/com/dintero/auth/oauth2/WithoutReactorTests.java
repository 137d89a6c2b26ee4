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

package com.dintero.auth.oauth2;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * An application without Reactor can load the blocking half.
 */
class WithoutReactorTests {

	@Test
	void onlyReactiveTwinsKnowReactor() {
		ArchRuleDefinition.noClasses()
			.that()
			.haveSimpleNameNotContaining("Reactive")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("reactor..")
			.orShould()
			.dependOnClassesThat()
			.haveSimpleNameContaining("Reactive")
			.check(new ClassFileImporter().withImportOption(new DoNotIncludeTests())
				.importPackages(getClass().getPackageName()));
	}

}
