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

package com.dintero.auth.samples.backoffice;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * A small back office: staff sign in at their company's own identity provider, or with a
 * password that Dintero knows, and read their account's settings with their own token. It
 * talks to that server and to the real Dintero if the environment says which, and to both
 * inside itself otherwise.
 */
@SpringBootApplication
public class BackOfficeApplication {

	public static void main(String[] args) {
		Credentials credentials = Credentials.of(System.getenv());
		if (credentials.isIncomplete()) {
			System.err
				.println("Missing: %s. Set %s for the real Dintero, or none of them for the one inside this sample."
					.formatted(String.join(", ", credentials.missing()), String.join(", ", Credentials.VARIABLES)));
			System.exit(1);
		}
		try {
			ConfigurableApplicationContext context = application(credentials, Clock.systemUTC()).run(args);
			Environment environment = context.getEnvironment();
			String url = "http://%s:%s".formatted(environment.getProperty("server.address"),
					environment.getProperty("local.server.port"));
			System.out.printf("Open %s/%n", url);
			context.getBeanProvider(EmbeddedDintero.Settings.class)
				.ifAvailable((settings) -> System.out.printf("""
						and sign in as %s with the password %s at the identity provider,
						or as kari or ola with the password %s. Codes for ola are at %s%s
						""", settings.userName(), settings.password(), EmbeddedDintero.PASSWORD, url,
						DemoMessagesController.PATH));
		}
		catch (SpringApplication.AbandonedRunException ex) {
			// Ahead-of-time processing ends the start here
			throw ex;
		}
		catch (RuntimeException ex) {
			// Spring Boot has said why, but the servers inside may be running
			System.exit(1);
		}
	}

	static SpringApplication application(Credentials credentials, Clock clock) {
		SpringApplication application = new SpringApplication(BackOfficeApplication.class);
		application.setMainApplicationClass(BackOfficeApplication.class);
		application.addInitializers(credentials.isEmpty() ? new EmbeddedDintero(clock) : credentials);
		return application;
	}

}
