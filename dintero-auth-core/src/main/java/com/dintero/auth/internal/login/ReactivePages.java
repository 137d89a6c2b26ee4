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

package com.dintero.auth.internal.login;

import java.util.Locale;
import java.util.function.Function;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Responds with pages in the user's language.
 */
public final class ReactivePages {

	private final LoginMessages messages;

	public ReactivePages(LoginMessages messages) {
		this.messages = messages;
	}

	public Mono<Void> write(ServerWebExchange exchange, Function<PageTexts, HtmlPage> pages) {
		Locale locale = exchange.getLocaleContext().getLocale();
		HtmlPage page = pages.apply(new PageTexts(this.messages, (locale != null) ? locale : Locale.getDefault()));
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(page.status());
		response.getHeaders().putAll(page.headers());
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(page.bytes())));
	}

}
