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

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.ServerRedirectStrategy;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import com.dintero.auth.internal.login.LoginMessages;
import com.dintero.auth.internal.login.ReactivePages;
import com.dintero.auth.login.form.SecondFactorOutcome.Kind;

/**
 * The reactive variant of {@link SecondFactorFilter}.
 */
final class SecondFactorWebFilter implements WebFilter {

	private static final String ATTRIBUTE = SecondFactorWebFilter.class.getName();

	private static final String USERNAME = "username";

	private static final String PASSWORD = "password";

	private final ServerRedirectStrategy redirectStrategy = new DefaultServerRedirectStrategy();

	private final SecondFactors secondFactors;

	private final ReactivePages pages;

	SecondFactorWebFilter(SecondFactors secondFactors, LoginMessages messages) {
		this.secondFactors = secondFactors;
		this.pages = new ReactivePages(messages);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		HttpMethod method = exchange.getRequest().getMethod();
		boolean page = exchange.getRequest()
			.getPath()
			.pathWithinApplication()
			.value()
			.equals(this.secondFactors.path());
		if (!method.equals(HttpMethod.POST) && !(page && method.equals(HttpMethod.GET))) {
			return chain.filter(exchange);
		}
		return exchange.getSession().flatMap((session) -> {
			String id = session.getAttribute(ATTRIBUTE);
			if (!page) {
				return (id != null) ? signIn(id, session, exchange, chain) : signIn(exchange, chain);
			}
			return (method.equals(HttpMethod.GET)) ? show(id, exchange, chain) : send(id, session, exchange);
		});
	}

	private Mono<Void> signIn(ServerWebExchange exchange, WebFilterChain chain) {
		return chain.filter(exchange)
			.contextWrite(Context.of(SecondFactorWebFilter.class, this))
			.onErrorResume(SecondFactorSignal.class, (signal) -> begin(signal, exchange));
	}

	private Mono<Void> begin(SecondFactorSignal signal, ServerWebExchange exchange) {
		return mono(() -> this.secondFactors.begin(signal.username(), path(exchange), signal.required()))
			.flatMap((outcome) -> remember(outcome.key(), exchange).then(redirect(outcome, exchange)));
	}

	// Prevents session fixation: an attacker may know the current session id, but not the
	// password
	private static Mono<Void> remember(@Nullable String id, ServerWebExchange exchange) {
		return exchange.getSession().flatMap((session) -> {
			if (id != null) {
				session.getAttributes().put(ATTRIBUTE, id);
			}
			else {
				session.getAttributes().remove(ATTRIBUTE);
			}
			return session.changeSessionId();
		});
	}

	private Mono<Void> signIn(String id, WebSession session, ServerWebExchange exchange, WebFilterChain chain) {
		return mono(() -> this.secondFactors.find(id, path(exchange))).singleOptional()
			.flatMap((pending) -> (pending.isPresent()) ? signIn(id, pending.get(), session, exchange, chain)
					: signIn(exchange, chain));
	}

	private Mono<Void> signIn(String id, PendingSignIn pending, WebSession session, ServerWebExchange exchange,
			WebFilterChain chain) {
		return exchange.getFormData().flatMap((form) -> {
			String code = form.getFirst(SecondFactorPage.BINDING_CODE);
			if (code == null) {
				// The same or another user signs in again
				forget(id, session);
				return signIn(exchange, chain);
			}
			return mono(() -> this.secondFactors.answer(id, code)).flatMap((outcome) -> {
				if (outcome.kind() != Kind.DONE && outcome.kind() != Kind.OVER) {
					return redirect(outcome, exchange);
				}
				forget(id, session);
				// The form reports a missing password in the application's own way
				String password = (outcome.key() != null) ? outcome.key() : "";
				return signIn(new FormExchange(exchange, pending.username(), password), chain);
			});
		});
	}

	private Mono<Void> show(@Nullable String id, ServerWebExchange exchange, WebFilterChain chain) {
		String error = exchange.getRequest().getQueryParams().getFirst(SecondFactorPage.ERROR);
		return mono(() -> this.secondFactors.view(id, error)).flatMap((view) -> show(view, exchange, chain));
	}

	private Mono<Void> show(SecondFactorView view, ServerWebExchange exchange, WebFilterChain chain) {
		if (this.secondFactors.hasPage()) {
			String contextPath = exchange.getRequest().getPath().contextPath().value();
			return hidden(exchange).flatMap((hidden) -> this.pages.write(exchange, (texts) -> SecondFactorPage.of(view,
					contextPath + this.secondFactors.path(), contextPath + "/", hidden, texts)));
		}
		exchange.getAttributes().put(SecondFactorView.ATTRIBUTE, view);
		return chain.filter(exchange).then(Mono.fromRunnable(() -> {
			HttpStatusCode status = exchange.getResponse().getStatusCode();
			this.secondFactors.shown(view, (status != null) ? status.value() : HttpStatus.OK.value());
		}));
	}

	private static Mono<Map<String, String>> hidden(ServerWebExchange exchange) {
		Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
		return token.map((present) -> Map.of(present.getParameterName(), present.getToken())).defaultIfEmpty(Map.of());
	}

	private Mono<Void> send(@Nullable String id, WebSession session, ServerWebExchange exchange) {
		if (id == null) {
			return redirect(SecondFactorOutcome.of(Kind.OVER), exchange);
		}
		return exchange.getFormData()
			.flatMap((form) -> mono(() -> this.secondFactors.send(id, form.getFirst(SecondFactorPage.CHANNEL))))
			.flatMap((outcome) -> {
				if (outcome.kind() == Kind.OVER) {
					forget(id, session);
				}
				return redirect(outcome, exchange);
			});
	}

	private void forget(String id, WebSession session) {
		this.secondFactors.forget(id);
		session.getAttributes().remove(ATTRIBUTE);
	}

	private Mono<Void> redirect(SecondFactorOutcome outcome, ServerWebExchange exchange) {
		return this.redirectStrategy.sendRedirect(exchange,
				URI.create(this.secondFactors.path() + outcome.kind().query()));
	}

	// The threads of the store do not run the application's code
	private static <T> Mono<T> mono(Supplier<CompletableFuture<T>> step) {
		return Mono.fromFuture(step).publishOn(Schedulers.parallel());
	}

	private static String path(ServerWebExchange exchange) {
		return exchange.getRequest().getPath().value();
	}

	/**
	 * Shows the form the user name and a password for a request with a code.
	 */
	private static final class FormExchange extends ServerWebExchangeDecorator {

		private final MultiValueMap<String, String> form = new LinkedMultiValueMap<>();

		FormExchange(ServerWebExchange exchange, String username, String password) {
			super(exchange);
			this.form.set(USERNAME, username);
			this.form.set(PASSWORD, password);
		}

		@Override
		public Mono<MultiValueMap<String, String>> getFormData() {
			return Mono.just(this.form);
		}

	}

}
