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

package com.dintero.auth.samples.partner;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.core.env.Environment;

/**
 * A small web application of a platform: it reads the settings of its merchants, each
 * with that merchant's own token. It talks to the real Dintero if the environment says
 * who is asking, and to one inside itself otherwise.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PartnerApplication {

	public static void main(String[] args) {
		Credentials credentials = Credentials.of(System.getenv());
		if (credentials.isIncomplete()) {
			System.err
				.println("Missing: %s. Set %s for the real Dintero, or none of them for the one inside this sample."
					.formatted(String.join(", ", credentials.missing()), String.join(", ", Credentials.VARIABLES)));
			System.exit(1);
		}
		try {
			Environment environment = application(credentials).run(args).getEnvironment();
			System.out.printf("Open http://%s:%s/%n", environment.getProperty("server.address"),
					environment.getProperty("local.server.port"));
		}
		catch (SpringApplication.AbandonedRunException ex) {
			// Ahead-of-time processing ends the start here
			throw ex;
		}
		catch (RuntimeException ex) {
			// Spring Boot has said why, but the Dintero inside may be running
			System.exit(1);
		}
	}

	static SpringApplication application(Credentials credentials) {
		SpringApplication application = new SpringApplication(PartnerApplication.class);
		application.setMainApplicationClass(PartnerApplication.class);
		application.addInitializers(credentials.isEmpty() ? new EmbeddedDintero() : credentials);
		return application;
	}

}
