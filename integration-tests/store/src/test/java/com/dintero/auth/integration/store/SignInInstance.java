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

package com.dintero.auth.integration.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.ReactiveMapSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.config.annotation.web.server.EnableSpringWebSession;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An instance of an application with a sign-in form, and the browser of a user. Instances
 * share their sessions, so a browser may go to any of them.
 */
final class SignInInstance implements AutoCloseable {

	static final Duration STORE_TIMEOUT = Duration.ofSeconds(1);

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private final ConfigurableApplicationContext context;

	private final String baseUrl;

	SignInInstance(WebApplicationType type, MockDintero dintero, int redisPort, Sessions sessions, Clock clock) {
		boolean servlet = type == WebApplicationType.SERVLET;
		this.context = new SpringApplicationBuilder((servlet) ? ServletApplication.class : ReactiveApplication.class)
			.web(type)
			.initializers((GenericApplicationContext context) -> {
				context.registerBean("dinteroClock", Clock.class, () -> clock,
						(definition) -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false));
				if (servlet) {
					context.registerBean(MapSessionRepository.class, () -> new MapSessionRepository(sessions.all()));
				}
				else {
					context.registerBean(ReactiveMapSessionRepository.class,
							() -> new ReactiveMapSessionRepository(sessions.all()));
				}
			})
			.run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
					"--spring.data.redis.port=" + redisPort, "--dintero.auth.store.type=redis",
					"--dintero.auth.store.timeout=" + STORE_TIMEOUT, "--dintero.auth.store.encryption.keys[0].id=1",
					"--dintero.auth.store.encryption.keys[0].value=Zmlyc3QgZmlyc3QgZmlyc3QgZmlyc3QgZmlyc3QgLi4=",
					"--dintero.auth.base-url=" + dintero.baseUrl(),
					"--dintero.auth.registration.staff.account-id=" + dintero.client().accountId(),
					"--dintero.auth.registration.staff.client-id=" + dintero.client().clientId(),
					"--dintero.auth.registration.staff.client-secret=" + dintero.client().clientSecret(),
					"--dintero.auth.registration.staff.password-login.enabled=true");
		this.baseUrl = "http://127.0.0.1:"
				+ this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	StoreClient store() {
		return this.context.getBean(StoreClient.class);
	}

	/**
	 * Sends the password.
	 * @return where the browser is redirected to
	 */
	String signIn(Browser browser, String username, String password) {
		return submit(browser, get(browser, "/login"), "/login", Map.of("username", username, "password", password));
	}

	/**
	 * Sends a code.
	 * @return where the browser is redirected to
	 */
	String answer(Browser browser, String code) {
		return submit(browser, page(browser), "/login", Map.of("binding_code", code));
	}

	/**
	 * Requests another code.
	 * @return where the browser is redirected to
	 */
	String send(Browser browser, String channel) {
		return submit(browser, page(browser), "/login/mfa", Map.of("channel", channel));
	}

	String page(Browser browser) {
		return get(browser, "/login/mfa");
	}

	String page(Browser browser, String error) {
		return get(browser, "/login/mfa?error=" + error);
	}

	/**
	 * Sends a form.
	 * @return where the browser is redirected to
	 */
	String submit(Browser browser, String page, String action, Map<String, String> fields) {
		Matcher csrf = CSRF.matcher(page);
		assertThat(csrf.find()).as("a token in the form").isTrue();
		StringBuilder form = new StringBuilder("_csrf=" + csrf.group(1));
		fields.forEach((name, value) -> form.append('&')
			.append(name)
			.append('=')
			.append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
		HttpResponse<String> response = browser
			.send(request(action).header("Content-Type", "application/x-www-form-urlencoded")
				.POST(BodyPublishers.ofString(form.toString()))
				.build());
		assertThat(response.statusCode()).isEqualTo(302);
		String location = response.headers().firstValue("Location").orElseThrow();
		return location.replace(this.baseUrl, "");
	}

	boolean isSignedIn(Browser browser) {
		return browser.send(request("/").build()).statusCode() == 200;
	}

	private String get(Browser browser, String path) {
		HttpResponse<String> response = browser.send(request(path).build());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.baseUrl + path))
			.timeout(Duration.ofSeconds(30))
			.header("Accept", "text/html")
			.header("Accept-Language", "en");
	}

	@Override
	public void close() {
		this.context.close();
	}

	record Sessions(Map<String, Session> all) {

		Sessions() {
			this(new ConcurrentHashMap<>());
		}

	}

	/**
	 * The cookies belong to the host, and therefore to all instances.
	 */
	static final class Browser {

		private final HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.cookieHandler(new CookieManager())
			.build();

		private HttpResponse<String> send(HttpRequest request) {
			try {
				return this.client.send(request, BodyHandlers.ofString());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableSpringHttpSession
	@Import(Home.class)
	static class ServletApplication {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableSpringWebSession
	@Import(Home.class)
	static class ReactiveApplication {

	}

	@RestController
	static class Home {

		@GetMapping("/")
		String home() {
			return "Welcome";
		}

	}

}
