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

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.AbstractView;
import reactor.core.publisher.Mono;

import com.dintero.auth.login.form.SecondFactorView;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that serves the page of the second factor itself.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
@ExtendWith(OutputCaptureExtension.class)
class OwnSecondFactorPageTests {

	private final WebApplicationType type;

	private final SignInFixture fixture = new SignInFixture().withPasswordLogin()
		.withRegistration("password-login.mfa-page-enabled", "false");

	private final MockDintero dintero = this.fixture.dintero();

	OwnSecondFactorPageTests(WebApplicationType type) {
		this.type = type;
		this.dintero.register(MockUser.of("T12345678", "ola", "olas-password")
			.withPhoneNumber("+4712345678")
			.withEmail("ola@example.com")
			.withMfa());
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private Browser signIn(Class<?>... sources) {
		Browser browser = this.fixture.start(this.type, sources).browser();
		HttpResponse<String> response = browser.submit(browser.follow("/authorities"), "/login", "username", "ola",
				"password", "olas-password");
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login/mfa"));
		return browser;
	}

	@Test
	void itKnowsHowTheCodeWasSentAndHowAnotherCanBe() {
		Browser browser = signIn(OwnPage.class, OwnReactivePage.class);
		assertThat(browser.get("/login/mfa").body()).startsWith("own page: /login SMS [SMS, EMAIL] 5 null");
		HttpResponse<String> response = browser.submit(browser.get("/login/mfa"), "/login/mfa", "channel", "email");
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login/mfa"));
		assertThat(browser.get("/login/mfa").body()).startsWith("own page: /login EMAIL [SMS, EMAIL] 5 null");
	}

	@Test
	void itKnowsWhatWentWrongAndHowManyAttemptsAreLeft() {
		Browser browser = signIn(OwnPage.class, OwnReactivePage.class);
		HttpResponse<String> response = browser.submit(browser.get("/login/mfa"), "/login", "binding_code", "wrong");
		assertThat(browser.get(Browser.location(response)).body())
			.startsWith("own page: /login SMS [SMS, EMAIL] 4 dintero.auth.mfa.error.wrong-code");
		browser.submit(browser.get("/login/mfa"), "/login", "binding_code", this.dintero.lastSentCode("ola").code());
		assertThat(browser.get("/authorities").body()).contains("ROLE_USER");
	}

	@Test
	void itKnowsWhenTheSignInIsOver() {
		Browser browser = this.fixture.start(this.type, OwnPage.class, OwnReactivePage.class).browser();
		assertThat(browser.get("/login/mfa").body()).startsWith("own page: null null [] 0 dintero.auth.mfa.over.text");
	}

	@Test
	void aPageThatUsersMayNotSeeIsInTheLog(CapturedOutput output) {
		Browser browser = signIn();
		assertThat(Browser.isRedirect(browser.get("/login/mfa"))).isTrue();
		assertThat(output).contains("page for the second factor responded with status 302", "'/login/mfa'");
	}

	private static String page(@Nullable Object model, String csrf) {
		SecondFactorView view = (SecondFactorView) Objects.requireNonNull(model);
		return "own page: %s %s %s %d %s <input name=\"_csrf\" value=\"%s\">".formatted(view.loginPath(),
				view.channel(), new TreeSet<>(view.channels()), view.attemptsLeft(), view.messageKey(), csrf);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@Import(SecondFactorController.class)
	static class OwnPage {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/login/mfa").permitAll().anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean("second-factor")
		View view() {
			return new AbstractView() {

				@Override
				protected void renderMergedOutputModel(Map<String, Object> model, HttpServletRequest request,
						HttpServletResponse response) throws IOException {
					CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
					response.getWriter().write(page(model.get("view"), csrf.getToken()));
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@Import(SecondFactorController.class)
	static class OwnReactivePage {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http
				.authorizeExchange(
						(exchanges) -> exchanges.pathMatchers("/login/mfa").permitAll().anyExchange().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		ViewResolver viewResolver() {
			return (name, locale) -> Mono.just(new ReactivePage());
		}

	}

	/**
	 * The same page in a reactive application.
	 */
	private static final class ReactivePage extends org.springframework.web.reactive.result.view.AbstractView {

		@Override
		protected Mono<Void> renderInternal(Map<String, Object> model, @Nullable MediaType contentType,
				ServerWebExchange exchange) {
			Mono<org.springframework.security.web.server.csrf.CsrfToken> csrf = exchange
				.getRequiredAttribute(org.springframework.security.web.server.csrf.CsrfToken.class.getName());
			ServerHttpResponse response = exchange.getResponse();
			return response.writeWith(csrf.map((token) -> response.bufferFactory()
				.wrap(page(model.get("view"), token.getToken()).getBytes(StandardCharsets.UTF_8))));
		}

	}

}
