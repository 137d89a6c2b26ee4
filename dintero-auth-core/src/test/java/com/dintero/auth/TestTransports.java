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

package com.dintero.auth;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.dintero.auth.internal.endpoint.Timer;
import com.dintero.auth.internal.endpoint.TokenTransport;

/**
 * Transports that share one HTTP client and its threads.
 */
public final class TestTransports {

	private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

	private static final HttpClient HTTP_CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(30))
		.executor(EXECUTOR)
		.build();

	private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor();

	private TestTransports() {
	}

	/**
	 * A transport whose time-outs take their time.
	 * @return the transport
	 */
	public static TokenTransport inRealTime() {
		return of((task, delay) -> SCHEDULER.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS));
	}

	public static TokenTransport of(Timer timer) {
		return of(EXECUTOR, timer);
	}

	public static TokenTransport of(ExecutorService executor, Timer timer) {
		return new TokenTransport(HTTP_CLIENT, executor, timer);
	}

}
