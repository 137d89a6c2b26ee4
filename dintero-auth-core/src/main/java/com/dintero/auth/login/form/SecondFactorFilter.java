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

package com.dintero.auth.login.form;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

import com.dintero.auth.internal.login.ServletPages;
import com.dintero.auth.login.form.SecondFactorOutcome.Kind;

/**
 * Asks users for a second factor after they have entered their password in a sign-in
 * form. The filter runs before the form's filter.
 * <ol>
 * <li>A password goes to the form. Its {@link PasswordFormAuthenticationManager} asks
 * Dintero.
 * <li>If Dintero requires a second factor, the manager throws a
 * {@link SecondFactorSignal}. {@link SecondFactors} requests a code, and this filter
 * redirects the browser to a page.
 * <li>The page posts the code to the path of the form. {@link SecondFactors} checks the
 * code.
 * <li>If the code is correct, the form receives the user name and a ticket in place of
 * the password. The form's handlers and session fixation protection then apply as usual.
 * They are private to the form's filter.
 * </ol>
 *
 * @see SecondFactorWebFilter
 */
final class SecondFactorFilter extends OncePerRequestFilter {

	private static final String ATTRIBUTE = SecondFactorFilter.class.getName();

	private final RedirectStrategy redirectStrategy = new DefaultRedirectStrategy();

	private final SecondFactors secondFactors;

	private final UsernamePasswordAuthenticationFilter form;

	private final AuthenticationEventPublisher eventPublisher;

	private final ServletPages pages;

	private final RequestMatcher page;

	private final RequestMatcher send;

	SecondFactorFilter(SecondFactors secondFactors, UsernamePasswordAuthenticationFilter form,
			AuthenticationEventPublisher eventPublisher, ServletPages pages) {
		this.secondFactors = secondFactors;
		this.form = form;
		this.eventPublisher = eventPublisher;
		this.pages = pages;
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		this.page = paths.matcher(HttpMethod.GET, secondFactors.path());
		this.send = paths.matcher(HttpMethod.POST, secondFactors.path());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String id = id(request);
		if (this.page.matches(request)) {
			show(id, request, response, chain);
		}
		else if (this.send.matches(request)) {
			send(id, request, response);
		}
		else if (id != null && request.getMethod().equals(HttpMethod.POST.name())) {
			signIn(id, request, response, chain);
		}
		else {
			signIn(request, response, chain);
		}
	}

	private void signIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (SecondFactorSignal signal) {
			SecondFactorOutcome outcome = this.secondFactors
				.begin(signal.username(), request.getRequestURI(), signal.required())
				.join();
			// Prevents session fixation: an attacker may know the current session id, but
			// not the password
			if (request.getSession(false) != null) {
				request.changeSessionId();
			}
			// Without an id, this removes the attribute
			request.getSession().setAttribute(ATTRIBUTE, outcome.key());
			redirect(outcome, request, response);
		}
	}

	private void signIn(String id, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		PendingSignIn pending = this.secondFactors.find(id, request.getRequestURI()).join();
		if (pending == null) {
			signIn(request, response, chain);
			return;
		}
		String code = request.getParameter(SecondFactorPage.BINDING_CODE);
		if (code == null) {
			// The same or another user signs in again
			forget(id, request);
			signIn(request, response, chain);
			return;
		}
		SecondFactorOutcome outcome = this.secondFactors.answer(id, code).join();
		switch (outcome.kind()) {
			case DONE -> {
				forget(id, request);
				signIn(new FormRequest(request, this.form, pending.username(), String.valueOf(outcome.key())), response,
						chain);
			}
			// The form reports a missing password in the application's own way
			case OVER -> {
				forget(id, request);
				signIn(new FormRequest(request, this.form, pending.username(), ""), response, chain);
			}
			case WRONG_CODE -> {
				this.eventPublisher.publishAuthenticationFailure(new BadCredentialsException("The code is not right"),
						UsernamePasswordAuthenticationToken.unauthenticated(pending.username(), null));
				redirect(outcome, request, response);
			}
			default -> redirect(outcome, request, response);
		}
	}

	private void show(@Nullable String id, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		SecondFactorView view = this.secondFactors.view(id, request.getParameter(SecondFactorPage.ERROR)).join();
		if (this.secondFactors.hasPage()) {
			this.pages.write(request, response,
					(texts) -> SecondFactorPage.of(view, request.getContextPath() + this.secondFactors.path(),
							request.getContextPath() + "/", hidden(request), texts));
			return;
		}
		request.setAttribute(SecondFactorView.ATTRIBUTE, view);
		chain.doFilter(request, response);
		this.secondFactors.shown(view, response.getStatus());
	}

	private void send(@Nullable String id, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (id != null) {
			SecondFactorOutcome outcome = this.secondFactors.send(id, request.getParameter(SecondFactorPage.CHANNEL))
				.join();
			redirect(outcome, request, response);
		}
		else {
			redirect(SecondFactorOutcome.of(Kind.OVER), request, response);
		}
	}

	private static Map<String, String> hidden(HttpServletRequest request) {
		return (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token)
				? Map.of(token.getParameterName(), token.getToken()) : Map.of();
	}

	private void redirect(SecondFactorOutcome outcome, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		String id = id(request);
		if (id != null && outcome.kind() == Kind.OVER) {
			forget(id, request);
		}
		this.redirectStrategy.sendRedirect(request, response, this.secondFactors.path() + outcome.kind().query());
	}

	private static @Nullable String id(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return (session != null && session.getAttribute(ATTRIBUTE) instanceof String id) ? id : null;
	}

	private void forget(String id, HttpServletRequest request) {
		this.secondFactors.forget(id);
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.removeAttribute(ATTRIBUTE);
		}
	}

	/**
	 * Shows the form the user name and a password for a request with a code.
	 */
	private static final class FormRequest extends HttpServletRequestWrapper {

		private final UsernamePasswordAuthenticationFilter form;

		private final String username;

		private final String password;

		FormRequest(HttpServletRequest request, UsernamePasswordAuthenticationFilter form, String username,
				String password) {
			super(request);
			this.form = form;
			this.username = username;
			this.password = password;
		}

		@Override
		public @Nullable String getParameter(String name) {
			if (name.equals(this.form.getUsernameParameter())) {
				return this.username;
			}
			return (name.equals(this.form.getPasswordParameter())) ? this.password : super.getParameter(name);
		}

	}

}
