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

package com.dintero.auth.internal.endpoint;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import com.dintero.auth.ScarceThreads;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A transport on a machine that has no more threads: its HTTP client survives that.
 */
@Timeout(120)
class ScarceTransportTests {

	private static final Duration PATIENT = Duration.ofSeconds(30);

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	@AutoClose("shutdownNow")
	private final ScarceThreads threads = new ScarceThreads();

	@AutoClose
	private final TokenTransport transport = TokenTransport.open((builder) -> {
	}, null, null, this.threads);

	@RepeatedTest(5)
	void anAnswerThatFindsNoThreadIsReadAndTheNextRequestIsAnswered() throws Exception {
		CompletableFuture<TokenAnswer> answer;
		try (MockHold hold = this.dintero.resources().hold()) {
			answer = send();
			hold.awaitRequests(1, PATIENT);
			this.threads.exhausted(true);
		}
		assertThat(answer).succeedsWithin(PATIENT);
		this.threads.exhausted(false);
		assertThat(send()).succeedsWithin(PATIENT);
	}

	private CompletableFuture<TokenAnswer> send() {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.dintero.baseUrl() + "/sessions-profile")).build();
		return new HttpExchanges(this.transport, PATIENT).send(request, new CompletableFuture<>());
	}

}
