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

package com.dintero.auth.samples.identity;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.aot.AotApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An identity provider that is running: a Spring Boot application of its own, with a
 * port, a configuration ({@code identity-server.yml}) and beans of its own.
 *
 * @param context the application
 */
public record IdentityServer(ConfigurableApplicationContext context) implements AutoCloseable {

	/**
	 * The id of its one client, as the configuration has it.
	 */
	public static final String CLIENT_ID = "back-office";

	/**
	 * Starts an identity provider.
	 * @param port the port, or {@code 0} for any free one
	 * @param clientSecret the secret of its one client
	 * @param userName the name of its one user
	 * @param password the password of its one user
	 * @param fullName what that user is called
	 * @return the server, which is to be closed
	 */
	public static IdentityServer start(int port, String clientSecret, String userName, String password,
			String fullName) {
		SpringApplication application = new SpringApplication(IdentityServerConfiguration.class);
		// Whoever has started it closes it
		application.setRegisterShutdownHook(false);
		if (AotDetector.useGeneratedArtifacts()) {
			// Only the application that starts this one is processed ahead of time
			AotApplicationContextInitializer<GenericApplicationContext> initializer = (
					context) -> new AnnotatedBeanDefinitionReader(context).register(IdentityServerConfiguration.class);
			application.addInitializers(initializer);
		}
		return new IdentityServer(application.run("--spring.config.name=identity-server", "--server.port=" + port,
				"--spring.security.oauth2.authorizationserver.client.back-office.registration.client-secret={noop}"
						+ clientSecret,
				"--spring.security.user.name=" + userName, "--spring.security.user.password={noop}" + password,
				"--identity-server.full-name=" + fullName));
	}

	/**
	 * Returns the issuer identifier.
	 * @return the URL, without a slash at its end
	 */
	public String issuer() {
		return "http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port");
	}

	@Override
	public void close() {
		this.context.close();
	}

}
