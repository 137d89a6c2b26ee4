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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The configurations that the documentation makes mistakes in.
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

	@Test
	void namesMistypedPropertiesAsTheDocumentationShows(@TempDir Path directory, CapturedOutput output)
			throws IOException {
		Path file = Files.writeString(directory.resolve("application.yaml"), """
				dintero:
				  auth:
				    registration:
				      my-shop:
				        acount-id: T12345678
				        client-id: my-client
				""");
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("DINTERO_AUTH_REGISTRATION_MYSHOP_CLIENT_SECRET", "s3cr3t-that-nobody-prints")));
		SpringApplication application = new SpringApplicationBuilder(DocumentationApplication.class)
			.environment(environment)
			.web(WebApplicationType.NONE)
			.properties("spring.config.location=" + file.toUri())
			.build();
		assertThatException().isThrownBy(application::run);
		Markdown section = Markdown.of("docs/configuration.md").section("## Mistyped properties");
		String printed = output.getOut()
			.replaceAll("\\(\\w+ \\[.*/application.yaml]", "(class path resource [application.yaml]");
		assertThat(section.blocks("text")).singleElement()
			.satisfies((shown) -> assertThat(printed).containsIgnoringNewLines(shown.strip())
				.doesNotContain("s3cr3t-that-nobody-prints"));
	}

}
