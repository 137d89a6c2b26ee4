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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.util.StringUtils;

import com.dintero.auth.samples.identity.IdentityServer;
import com.dintero.auth.test.MockDintero;

/**
 * The application as its users have it, on free ports, with a clock that can be put
 * forward.
 */
final class RunningBackOffice implements AutoCloseable {

	private final PutForwardClock clock = new PutForwardClock();

	private final ConfigurableApplicationContext context;

	RunningBackOffice(Credentials credentials, String... args) {
		SpringApplication application = BackOfficeApplication.application(credentials, this.clock);
		application.addInitializers((GenericApplicationContext context) -> context.registerBean("dinteroClock",
				Clock.class, () -> this.clock));
		// An application that is processed ahead of time has one already
		application.setAllowBeanDefinitionOverriding(AotDetector.useGeneratedArtifacts());
		this.context = application.run(StringUtils
			.concatenateStringArrays(new String[] { "--server.port=0", "--sample.embedded.identity-server-port=0",
					// It warns of browsers that are newer than itself
					"--logging.level.org.openqa.selenium=error" }, args));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path;
	}

	MockDintero dintero() {
		return this.context.getBean(MockDintero.class);
	}

	IdentityServer identityServer() {
		return this.context.getBean(IdentityServer.class);
	}

	void putForward(Duration duration) {
		this.clock.ahead = this.clock.ahead.plus(duration);
	}

	/**
	 * Put the clock right and repair Dintero, and let the users not have agreed to
	 * anything nor used up codes.
	 */
	void reset() {
		this.clock.ahead = Duration.ZERO;
		dintero().reset();
		endCountOfCodes();
		dintero().reset();
		forgetConsent();
	}

	// As the right code does
	private void endCountOfCodes() {
		HttpBrowser browser = new HttpBrowser();
		browser.open(url("/login"));
		browser.type("username", "ola");
		browser.type("password", EmbeddedDintero.PASSWORD);
		browser.click("Sign in");
		browser.type("binding_code", dintero().lastSentCode("ola").code());
		browser.click("Sign in");
	}

	private void forgetConsent() {
		ConfigurableApplicationContext server = identityServer().context();
		OAuth2AuthorizationConsentService consents = server.getBean(OAuth2AuthorizationConsentService.class);
		String client = server.getBean(RegisteredClientRepository.class)
			.findByClientId(IdentityServer.CLIENT_ID)
			.getId();
		OAuth2AuthorizationConsent consent = consents.findById(client, "ada");
		if (consent != null) {
			consents.remove(consent);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static final class PutForwardClock extends Clock {

		private volatile Duration ahead = Duration.ZERO;

		@Override
		public Instant instant() {
			return Clock.systemUTC().instant().plus(this.ahead);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

	}

}
