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

package com.dintero.auth.integration.login;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockUserInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that one signs in to, with Dintero and the identity provider around it.
 */
final class SignInFixture implements AutoCloseable {

	private final MockDintero dintero;

	private final IdentityServer identityServer = IdentityServer.start();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private ConfigurableApplicationContext context;

	SignInFixture() {
		this.dintero = MockDintero.start();
		with("server.port", "0");
		with("server.address", "127.0.0.1");
		with("spring.main.banner-mode", "off");
		with("dintero.auth.base-url", this.dintero.baseUrl());
		withRegistration("account-id", this.dintero.client().accountId());
		withRegistration("client-id", this.dintero.client().clientId());
		withRegistration("client-secret", this.dintero.client().clientSecret());
	}

	SignInFixture with(String property, Object value) {
		this.properties.put(property, value);
		return this;
	}

	SignInFixture withRegistration(String property, String value) {
		return with("dintero.auth.registration.dintero." + property, value);
	}

	/**
	 * Let there be no registration that gets tokens.
	 * @return this
	 */
	SignInFixture withoutRegistration() {
		this.properties.keySet().removeIf((property) -> property.startsWith("dintero.auth.registration.dintero."));
		return this;
	}

	/**
	 * Let the registration be one that users sign in with.
	 * @return this
	 */
	SignInFixture withLogin() {
		withRegistration("login.issuer-uri", this.identityServer.issuer());
		withRegistration("login.client-id", "back-office");
		return withRegistration("login.scope", "openid,profile");
	}

	/**
	 * Let the registration be one that users sign in with by a form.
	 * @return this
	 */
	SignInFixture withPasswordLogin() {
		return withRegistration("password-login.enabled", "true");
	}

	SignInFixture start(WebApplicationType type, Class<?>... sources) {
		// Not as defaults: some of them have other values in Boot's own
		String[] arguments = this.properties.entrySet()
			.stream()
			.map((property) -> "--%s=%s".formatted(property.getKey(), property.getValue()))
			.toArray(String[]::new);
		this.context = new SpringApplicationBuilder(SignInApplication.class).sources(sources).web(type).run(arguments);
		return this;
	}

	MockDintero dintero() {
		return this.dintero;
	}

	IdentityServer identityServer() {
		return this.identityServer;
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	Browser browser() {
		return new Browser(this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	MockUserInfo user(String name) {
		return new MockUserInfo(this.identityServer.issuer(), Map.of("sub", name, "email", name + "@example.com"));
	}

	/**
	 * Go where the browser was sent, and sign in there.
	 * @param atIdentityServer the URL of the identity provider that it was sent to
	 * @param user whom it says that the user is
	 * @return the URL that the browser is sent back to
	 */
	String comeBack(String atIdentityServer, MockUserInfo user) {
		String redirectUri = parameter(atIdentityServer, "redirect_uri");
		return comeBackWith(atIdentityServer, this.dintero.authorizationCode(redirectUri, user));
	}

	String comeBackWith(String atIdentityServer, String code) {
		return "%s?code=%s&state=%s".formatted(parameter(atIdentityServer, "redirect_uri"), code,
				UriUtils.encode(parameter(atIdentityServer, "state"), "UTF-8"));
	}

	static String parameter(String url, String name) {
		MultiValueMap<String, String> query = Browser.query(url);
		assertThat(query).containsKey(name);
		return UriUtils.decode(query.getFirst(name), "UTF-8");
	}

	/**
	 * Sign in on the way to a page.
	 * @param browser the browser
	 * @param path the page
	 * @param user the user
	 * @return what the browser sees in the end
	 */
	HttpResponse<String> signIn(Browser browser, String path, MockUserInfo user) {
		return browser.follow(comeBack(Browser.location(browser.follow(path)), user));
	}

	@Override
	public void close() {
		if (this.context != null) {
			this.context.close();
		}
		this.identityServer.close();
		this.dintero.close();
	}

}
