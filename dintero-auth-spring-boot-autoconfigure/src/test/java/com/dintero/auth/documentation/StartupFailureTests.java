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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The configuration that the documentation makes three mistakes in.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

	@Test
	void saysWhatTheDocumentationShows(CapturedOutput output) {
		// Who runs the samples against Dintero has the variable
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		SpringApplication application = new SpringApplicationBuilder(DocumentationApplication.class)
			.environment(environment)
			.web(WebApplicationType.NONE)
			.properties("dintero.auth.registration.dintero.account-id=12345678",
					"dintero.auth.registration.dintero.client-id=${DINTERO_CLIENT_ID}",
					"dintero.auth.registration.dintero.client-secret=")
			.build();
		assertThatException().isThrownBy(application::run);
		Markdown section = Markdown.of("docs/failures.md").section("## Mistakes in the configuration");
		assertThat(section.blocks("text")).singleElement()
			.satisfies((shown) -> assertThat(output.getOut()).containsIgnoringNewLines(shown.strip()));
	}

}
