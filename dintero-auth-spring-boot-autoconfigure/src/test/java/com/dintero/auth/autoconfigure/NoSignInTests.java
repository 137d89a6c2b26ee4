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

package com.dintero.auth.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications whose users are to sign in, without what it takes on the class path.
 */
@ExtendWith(OutputCaptureExtension.class)
class NoSignInTests {

	private static final String[] PROPERTIES = { "dintero.auth.registration.form.account-id=T12345678",
			"dintero.auth.registration.form.client-id=my-client",
			"dintero.auth.registration.form.client-secret=my-secret",
			"dintero.auth.registration.form.password-login.enabled=true",
			"dintero.auth.registration.server.account-id=T12345678",
			"dintero.auth.registration.server.client-id=my-client",
			"dintero.auth.registration.server.client-secret=my-secret",
			"dintero.auth.registration.server.login.issuer-uri=https://id.example.com",
			"dintero.auth.registration.server.login.client-id=staff",
			"dintero.auth.registration.machine.account-id=T12345678",
			"dintero.auth.registration.machine.client-id=my-client",
			"dintero.auth.registration.machine.client-secret=my-secret" };

	@Test
	void aServletApplicationSaysSo(CapturedOutput output) {
		assertWarns(new WebApplicationContextRunner(), output);
	}

	@Test
	void aReactiveApplicationSaysSo(CapturedOutput output) {
		assertWarns(new ReactiveWebApplicationContextRunner(), output);
	}

	@Test
	void nobodySignsInWhereThereIsNoWeb(CapturedOutput output) {
		start(new ApplicationContextRunner());
		assertThat(output).doesNotContain("Users cannot sign in");
	}

	private static void assertWarns(AbstractApplicationContextRunner<?, ?, ?> runner, CapturedOutput output) {
		start(runner);
		assertThat(output).contains("Users cannot sign in with Dintero registration 'form'")
			.contains("Users cannot sign in with Dintero registration 'server'")
			.contains("spring-boot-starter-security-oauth2-client")
			.doesNotContain("Nobody can sign in with Dintero registration 'machine'");
	}

	private static void start(AbstractApplicationContextRunner<?, ?, ?> runner) {
		runner.withConfiguration(AutoConfigurations.of(DinteroAuthAutoConfiguration.class))
			.withPropertyValues(PROPERTIES)
			.run((context) -> assertThat(context.getStartupFailure()).isNull());
	}

}
