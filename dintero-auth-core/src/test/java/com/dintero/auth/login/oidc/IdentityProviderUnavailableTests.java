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

package com.dintero.auth.login.oidc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.internal.login.HtmlPage;
import com.dintero.auth.internal.login.LoginMessages;
import com.dintero.auth.internal.login.PageTexts;
import com.dintero.auth.internal.login.ServletPages;
import com.dintero.auth.internal.login.TestPages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a browser is shown while an identity provider does not answer.
 */
class IdentityProviderUnavailableTests {

	private final IdentityProviderUnavailableException unavailable = new IdentityProviderUnavailableException(
			"The Company", new IOException("10.0.0.1 refused the connection"));

	private final IdentityProviderUnavailableFilter filter = new IdentityProviderUnavailableFilter(
			new DinteroRegistrations(
					List.of(TestLogins.registration("backoffice", TestLogins.discoveredFrom("https://id.example.com")),
							TestRegistrations.idle("shop", false))),
			new ServletPages(TestPages.MESSAGES, HttpServletRequest::getLocale));

	@Test
	void aServletApplicationAnswersWithThePage() throws Exception {
		MockHttpServletResponse response = handle(new AuthenticationServiceException("wrapped", this.unavailable));
		assertUnavailable(response);
	}

	@Test
	void aUserWhoseTokenHasExpiredIsShownThePageToo() throws Exception {
		assertUnavailable(handle(
				new AuthenticationServiceException("wrapped", new ClientAuthorizationRequiredException("backoffice"))));
	}

	private static void assertUnavailable(MockHttpServletResponse response) throws Exception {
		assertThat(response.getStatus()).isEqualTo(503);
		assertThat(response.getErrorMessage()).as("what would ask for the error page").isNull();
		assertThat(response.getHeaders("Content-Type")).containsExactly("text/html;charset=UTF-8");
		assertThat(response.getHeaders("Cache-Control")).containsExactly("no-store");
		assertThat(response.getHeaders("Retry-After")).containsExactly("10");
		assertThat(response.getContentLength()).isEqualTo(response.getContentAsByteArray().length).isPositive();
		assertThat(response.getRedirectedUrl()).isNull();
		assertThat(response.getContentAsString()).contains("The service that you sign in with does not answer")
			.doesNotContain("10.0.0.1", "backoffice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop", "keycloak" })
	void usersWhoSignInElsewhereAreNot(String registrationId) throws Exception {
		assertServerError(handle(new AuthenticationServiceException("wrapped",
				new ClientAuthorizationRequiredException(registrationId))));
	}

	@Test
	void anyOtherFailureIsTheErrorThatSpringSecuritySends() throws Exception {
		assertServerError(handle(new AuthenticationServiceException("wrapped", new IllegalStateException("a bug"))));
		assertServerError(handle(new AuthenticationServiceException("no cause")));
	}

	private static void assertServerError(MockHttpServletResponse response) throws Exception {
		assertThat(response.getStatus()).isEqualTo(500);
		assertThat(response.getErrorMessage()).isEqualTo("Internal Server Error");
		assertThat(response.getContentAsString()).isEmpty();
	}

	@Test
	void aReactiveApplicationAnswersWithThePage() {
		MockServerWebExchange exchange = filter(Mono.error(this.unavailable));
		assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		var headers = exchange.getResponse().getHeaders();
		assertThat(headers.get("Content-Type")).containsExactly("text/html;charset=UTF-8");
		assertThat(headers.getCacheControl()).isEqualTo("no-store");
		assertThat(headers.getFirst("Retry-After")).isEqualTo("10");
		String body = body(exchange);
		assertThat(headers.getContentLength()).isEqualTo(body.getBytes(StandardCharsets.UTF_8).length);
		assertThat(body).contains("The service that you sign in with does not answer")
			.doesNotContain("10.0.0.1", "backoffice");
	}

	@Test
	void anyOtherFailureOfAReactiveApplicationIsPassedOn() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> filter(Mono.error(new IllegalStateException("a bug"))))
			.withMessage("a bug");
	}

	@Test
	void aReactiveApplicationThatDoesNotFailAnswersItself() {
		MockServerWebExchange exchange = filter(Mono.empty());
		assertThat(exchange.getResponse().getStatusCode()).isNull();
		assertThat(exchange.getResponse().getHeaders().isEmpty()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "<script>alert('x')</script>|&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
					"\"A\" & B|&quot;A&quot; &amp; B", "100 %s|100 %s", "{1}|{1}", "Fj\u00f8rd|Fj\u00f8rd",
					"\u65e5\u672c|\u65e5\u672c" })
	void theApplicationCanNameTheIdentityServerAndTheNameIsText(String clientName, String html) {
		StaticMessageSource application = new StaticMessageSource();
		application.addMessage("dintero.auth.unavailable.text", Locale.ENGLISH, "{0} isn''t there");
		HtmlPage page = UnavailablePage.of(clientName, new PageTexts(new LoginMessages(application), Locale.ENGLISH));
		assertThat(html(page)).contains("<p>%s isn&#39;t there</p>".formatted(html)).doesNotContain("<script");
		assertThat(page.headers().getContentLength()).isEqualTo(page.bytes().length);
	}

	@ParameterizedTest
	@CsvSource({ "nb-NO,nb,Innlogging er ikke tilgjengelig", "sv,sv,Det g\u00e5r inte att logga in",
			"de,en,Sign-in is not available" })
	void thePageIsInTheLanguageOfTheBrowser(Locale locale, String language, String title) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addPreferredLocale(locale);
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.filter.doFilter(request, response, (passedOn, answer) -> {
			throw this.unavailable;
		});
		MockServerWebExchange exchange = filter(MockServerHttpRequest.get("/").acceptLanguageAsLocales(locale).build(),
				Mono.error(this.unavailable));
		assertThat(response.getContentAsString()).isEqualTo(body(exchange))
			.contains("<html lang=\"%s\">".formatted(language), "<h1>%s</h1>".formatted(title));
	}

	private static String html(HtmlPage page) {
		return new String(page.bytes(), StandardCharsets.UTF_8);
	}

	@Test
	void thePageHasAPolicyOfItsOwnThatAllowsNothingButItsStyle() throws Exception {
		HtmlPage page = UnavailablePage.of("The Company", TestPages.TEXTS);
		String html = html(page);
		String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
		String hash = Base64.getEncoder()
			.encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
		assertThat(page.headers().getFirst("Content-Security-Policy")).isEqualTo(
				"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; frame-ancestors 'none'".formatted(hash));
	}

	@Test
	void thePageLeadsBackToWhereTheBrowserIs() {
		assertThat(html(UnavailablePage.of("The Company", TestPages.TEXTS))).contains("href=\"\">Try again</a>");
	}

	@Test
	void whatFailsFurtherInsideIsAnsweredToo() throws Exception {
		assertUnavailable(filter((request, response) -> {
			throw new ServletException(new IllegalStateException(this.unavailable));
		}));
	}

	@Test
	void anAnswerThatHasBegunIsLeftAlone() {
		assertThatExceptionOfType(IdentityProviderUnavailableException.class)
			.isThrownBy(() -> filter((request, response) -> {
				response.flushBuffer();
				throw this.unavailable;
			}));
	}

	@Test
	void anyOtherFailureOfAServletApplicationIsPassedOn() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> filter((request, response) -> {
			throw new IllegalStateException("a bug");
		})).withMessage("a bug");
	}

	// As the redirect filter does
	private MockHttpServletResponse handle(AuthenticationException failure) throws IOException, ServletException {
		return filter((request, response) -> this.filter.onAuthenticationFailure((HttpServletRequest) request,
				(HttpServletResponse) response, failure));
	}

	private MockHttpServletResponse filter(FilterChain chain) throws IOException, ServletException {
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.filter.doFilter(new MockHttpServletRequest(), response, chain);
		return response;
	}

	private static MockServerWebExchange filter(Mono<Void> result) {
		return filter(MockServerHttpRequest.get("/").acceptLanguageAsLocales(Locale.ENGLISH).build(), result);
	}

	private static MockServerWebExchange filter(MockServerHttpRequest request, Mono<Void> result) {
		MockServerWebExchange exchange = MockServerWebExchange.from(request);
		new IdentityProviderUnavailableWebFilter(TestPages.MESSAGES).filter(exchange, (passedOn) -> result)
			.block(Duration.ofSeconds(30));
		return exchange;
	}

	private static String body(MockServerWebExchange exchange) {
		return exchange.getResponse().getBodyAsString().blockOptional(Duration.ofSeconds(30)).orElseThrow();
	}

}
