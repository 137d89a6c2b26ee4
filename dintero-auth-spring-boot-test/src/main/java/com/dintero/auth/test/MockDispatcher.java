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

package com.dintero.auth.test;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records each request and gives it to whoever answers it. Each connection has a thread
 * of its own, so waiting here holds up nobody else.
 */
final class MockDispatcher implements MockHttpServer.Handler {

	private static final Pattern AUTH = Pattern.compile("/v1/accounts/([^/]+)/auth/(.+)");

	private static final Pattern SETTINGS = Pattern.compile("/v1/accounts/([PT]\\d{8})/management/settings");

	private static final String SESSIONS = "/v1/sessions-profile";

	private final RequestLog log;

	private final MockEndpoints endpoints;

	private final TokenTraffic tokenTraffic;

	private final AuthServices authServices;

	private final ResourceHandler resourceHandler;

	MockDispatcher(RequestLog log, MockEndpoints endpoints, TokenTraffic tokenTraffic, AuthServices authServices,
			ResourceHandler resourceHandler) {
		this.log = log;
		this.endpoints = endpoints;
		this.tokenTraffic = tokenTraffic;
		this.authServices = authServices;
		this.resourceHandler = resourceHandler;
	}

	@Override
	public Answer handle(Exchange exchange) throws InterruptedException {
		Answer answer = answer(exchange);
		exchange.answered(answer.status());
		return answer;
	}

	private Answer answer(Exchange exchange) throws InterruptedException {
		Matcher auth = AUTH.matcher(exchange.path());
		AuthServices.Service service = auth.matches() ? this.authServices.find(exchange, auth.group(2)) : null;
		if (service != null) {
			return answerToken(exchange, service.endpoint(), () -> service.handler().apply(exchange, auth.group(1)));
		}
		Matcher settings = SETTINGS.matcher(exchange.path());
		if (settings.matches()) {
			return answer(exchange, this.endpoints.resources(),
					() -> this.resourceHandler.settings(exchange, settings.group(1)));
		}
		if (exchange.path().equals(SESSIONS)) {
			return answer(exchange, this.endpoints.resources(), () -> this.resourceHandler.createSession(exchange));
		}
		this.log.add(exchange, null);
		return Answer.error(404, StatusErrors.message(404));
	}

	private Answer answerToken(Exchange exchange, MockEndpoint endpoint, Supplier<Answer> handler)
			throws InterruptedException {
		UnderWay underWay = this.tokenTraffic.begin();
		try {
			return answer(exchange, endpoint, () -> {
				this.tokenTraffic.count();
				return handler.get();
			});
		}
		finally {
			underWay.end();
		}
	}

	private Answer answer(Exchange exchange, MockEndpoint endpoint, Supplier<Answer> handler)
			throws InterruptedException {
		this.log.add(exchange, endpoint);
		return endpoint.answer(() -> {
			try {
				return handler.get();
			}
			catch (RefusedException ex) {
				return ex.answer();
			}
			catch (RuntimeException ex) {
				// The client would be left without an answer
				return Answer.error(500, "MockDintero failed with " + ex.getClass().getName());
			}
		});
	}

}
