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

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code dintero.auth.http.proxy} with a forward proxy of the tests, and with tinyproxy
 * where it is installed.
 */
@ParameterizedClass
@EnumSource(ForwardProxy.Kind.class)
@Timeout(120)
class ForwardProxyTests {

	private final ForwardProxy.Kind kind;

	@TempDir
	private Path directory;

	ForwardProxyTests(ForwardProxy.Kind kind) {
		this.kind = kind;
	}

	@Test
	void tokenRequestsAreTunnelledToAllHostsButThoseThatNeedNoProxy() throws IOException {
		try (HttpsDintero https = HttpsDintero.start(); ForwardProxy proxy = start(https)) {
			ApplicationContextRunner runner = through(proxy, https, "s3cr3t-of-jane");
			runner.withPropertyValues("dintero.auth.http.proxy.no-proxy=*.internal.example.com").run((context) -> {
				assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue()).isEqualTo("a.b.c");
				assertThat(proxy.tunnels()).isEqualTo(1);
			});
			runner.withPropertyValues("dintero.auth.http.proxy.no-proxy=*.internal.example.com,Local*")
				.run((context) -> {
					assertThat(context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue())
						.isEqualTo("a.b.c");
					assertThat(proxy.tunnels()).isEqualTo(1);
				});
		}
	}

	@Test
	void aWrongPasswordIsAFailureOfTheProxyAndNotOfTheClientSecret() throws IOException {
		try (HttpsDintero https = HttpsDintero.start(); ForwardProxy proxy = start(https)) {
			through(proxy, https, "an-old-password").run((context) -> {
				assertThatExceptionOfType(DinteroAuthorizationException.class)
					.isThrownBy(() -> context.getBean(DinteroTokens.class).getToken("dintero"))
					.withMessageMatching(
							".* (407|401)\\b.*Check the (user name and the password|credentials) for the proxy.*");
				assertThat(proxy.tunnels()).isZero();
			});
		}
	}

	private ForwardProxy start(HttpsDintero https) throws IOException {
		return this.kind.start("jane", "s3cr3t-of-jane", https.port(), this.directory);
	}

	private static ApplicationContextRunner through(ForwardProxy proxy, HttpsDintero https, String password) {
		return DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.base-url=" + https.baseUrl(), "dintero.auth.http.ssl-bundle=dintero",
					"spring.ssl.bundle.pem.dintero.truststore.certificate=" + https.certificatePem(),
					"dintero.auth.http.proxy.host=localhost", "dintero.auth.http.proxy.port=" + proxy.port(),
					"dintero.auth.http.proxy.username=jane", "dintero.auth.http.proxy.password=" + password);
	}

}
