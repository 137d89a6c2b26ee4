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

package com.dintero.auth.login;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

import com.dintero.auth.login.SecondFactors.Started;

/**
 * Asks users for the second factor whom a sign-in form has got a password from. It is in
 * front of the form: where Dintero wants a second factor it sends the browser to a page
 * of its own, and that page sends the code to where the password was. If the code is
 * right the form gets to see the user name and, in place of the password, a ticket, so
 * that everything that the application has set on its form goes for this sign-in as well:
 * handlers, events, session fixation protection. Before that nobody is authenticated.
 *
 * @see SecondFactorWebFilter
 */
public final class SecondFactorFilter extends OncePerRequestFilter {

	private static final String ATTRIBUTE = SecondFactorFilter.class.getName();

	private final RedirectStrategy redirectStrategy = new DefaultRedirectStrategy();

	private final SecondFactors secondFactors;

	private final UsernamePasswordAuthenticationFilter form;

	private final RequestMatcher page;

	private final RequestMatcher send;

	/**
	 * Create a filter.
	 * @param secondFactors the users who are asked
	 * @param form the sign-in form
	 */
	public SecondFactorFilter(SecondFactors secondFactors, UsernamePasswordAuthenticationFilter form) {
		this.secondFactors = secondFactors;
		this.form = form;
		PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
		this.page = paths.matcher(HttpMethod.GET, secondFactors.path());
		this.send = paths.matcher(HttpMethod.POST, secondFactors.path());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String id = id(request);
		if (id == null) {
			signIn(request, response, chain);
		}
		else if (this.page.matches(request)) {
			show(id, request, response);
		}
		else if (this.send.matches(request)) {
			redirect(this.secondFactors.send(id, request.getParameter(SecondFactorPage.CHANNEL)), request, response);
		}
		else {
			signIn(id, request, response, chain);
		}
	}

	private void signIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (SecondFactorSignal signal) {
			Started started = this.secondFactors.begin(signal.username(), request.getRequestURI(), signal.required())
				.join();
			// Whoever may know the session's id by now has not given the password
			if (request.getSession(false) != null) {
				request.changeSessionId();
			}
			request.getSession().setAttribute(ATTRIBUTE, started.id());
			redirect(CompletableFuture.completedFuture(started.outcome()), request, response);
		}
	}

	private void signIn(String id, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		SecondFactorView view = this.secondFactors.find(id);
		String code = (view != null && request.getMethod().equals(HttpMethod.POST.name())
				&& request.getRequestURI().equals(view.loginPath()))
						? request.getParameter(SecondFactorPage.BINDING_CODE) : null;
		if (code == null) {
			signIn(request, response, chain);
			return;
		}
		SecondFactorOutcome outcome = this.secondFactors.answer(id, code).join();
		switch (outcome.kind()) {
			case DONE -> {
				forget(request);
				chain.doFilter(new TicketRequest(request, this.form, String.valueOf(outcome.ticket())), response);
			}
			// The form finds no password, and says so as the application wants it
			case OVER -> {
				forget(request);
				chain.doFilter(request, response);
			}
			default -> redirect(CompletableFuture.completedFuture(outcome), request, response);
		}
	}

	private void show(String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
		SecondFactorView view = this.secondFactors.find(id);
		if (view == null) {
			forget(request);
			ServletPages.write(response, SecondFactorPage.over(request.getContextPath() + "/"));
			return;
		}
		ServletPages.write(response, SecondFactorPage.of(view, request.getContextPath() + this.secondFactors.path(),
				request.getParameter(SecondFactorPage.ERROR), hidden(request)));
	}

	private static Map<String, String> hidden(HttpServletRequest request) {
		return (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token)
				? Map.of(token.getParameterName(), token.getToken()) : Map.of();
	}

	private void redirect(CompletableFuture<SecondFactorOutcome> outcome, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		this.redirectStrategy.sendRedirect(request, response,
				this.secondFactors.path() + outcome.join().kind().query());
	}

	private static @Nullable String id(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return (session != null && session.getAttribute(ATTRIBUTE) instanceof String id) ? id : null;
	}

	private static void forget(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.removeAttribute(ATTRIBUTE);
		}
	}

	/**
	 * What the form sees of a request whose code was right.
	 */
	private static final class TicketRequest extends HttpServletRequestWrapper {

		private final UsernamePasswordAuthenticationFilter form;

		private final String ticket;

		TicketRequest(HttpServletRequest request, UsernamePasswordAuthenticationFilter form, String ticket) {
			super(request);
			this.form = form;
			this.ticket = ticket;
		}

		@Override
		public @Nullable String getParameter(String name) {
			// The ticket names the user, but a form may want a name
			if (name.equals(this.form.getUsernameParameter())) {
				return this.ticket;
			}
			return (name.equals(this.form.getPasswordParameter())) ? this.ticket : super.getParameter(name);
		}

	}

}
