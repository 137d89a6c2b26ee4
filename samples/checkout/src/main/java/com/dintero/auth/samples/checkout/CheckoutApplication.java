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

package com.dintero.auth.samples.checkout;

import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Calls Dintero and says what that took. It starts a Dintero of its own, unless the
 * environment has the credentials of a client of the real one.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CheckoutApplication {

	public static void main(String[] args) {
		System.exit(run(System.getenv(), args));
	}

	static int run(Map<String, String> environment, String... args) {
		Credentials credentials = Credentials.of(environment);
		List<String> missing = credentials.missing();
		if (credentials.isIncomplete()) {
			System.err
				.println("Missing: %s. Set %s for the real Dintero, or none of them for the one inside this sample."
					.formatted(String.join(", ", missing), String.join(", ", Credentials.VARIABLES)));
			return 1;
		}
		SpringApplication application = new SpringApplication(CheckoutApplication.class);
		application.setMainApplicationClass(CheckoutApplication.class);
		application.addInitializers(missing.isEmpty() ? credentials : new EmbeddedDintero());
		try (ConfigurableApplicationContext context = application.run(args)) {
			return tell(context.getBean(CheckoutStory.class));
		}
		catch (SpringApplication.AbandonedRunException ex) {
			// Ahead-of-time processing ends the start here
			throw ex;
		}
		catch (RuntimeException ex) {
			// Spring Boot has said why
			System.err.println("The sample could not start.");
			return 1;
		}
	}

	private static int tell(CheckoutStory story) {
		try {
			story.tell();
			return 0;
		}
		catch (Exception ex) {
			System.err.println("The sample failed: " + String.valueOf(ex.getMessage()).replaceAll("\\s+", " "));
			return 1;
		}
	}

}
