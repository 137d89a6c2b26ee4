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

package com.dintero.auth.autoconfigure;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.web.client.RestClient;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.MutableClock;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Virtual threads that ask for tokens leave their carrier threads while they wait. Since
 * JDK 24 a virtual thread that waits in {@code synchronized} does so too. What still pins
 * is a native frame on the stack, such as that of a class that is being initialized: that
 * is what this test guards against.
 */
@EnabledForJreRange(min = JRE.JAVA_24)
class VirtualThreadTests {

	private static final String PARTNER = "T11200000";

	private static final int THREADS = 64;

	private static final int MERCHANTS = 8;

	private final MutableClock clock = new MutableClock();

	private final AsyncTaskExecutor executor = new VirtualThreadTaskExecutor("virtual-");

	private final MockDintero dintero = dintero();

	@TempDir
	private Path directory;

	private MockDintero dintero() {
		MockDintero.Builder builder = MockDintero.builder()
			.client(MockDinteroClient.of(PARTNER, "partner-client", "partner-secret"))
			.clock(this.clock);
		IntStream.range(0, MERCHANTS).forEach((index) -> builder.merchant(MockMerchant.of(PARTNER, merchant(index))));
		return builder.start();
	}

	private static String merchant(int index) {
		return "T" + (11200001 + index);
	}

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@Test
	void nothingPinsACarrierThread() throws Exception {
		// The first time, the JDK and the frameworks initialize classes
		callAsManyThreads();
		assertThat(pinned(this::callAsManyThreads)).isEmpty();
	}

	@Test
	void thisTestSeesAThreadThatIsPinned() throws Exception {
		assertThat(pinned(() -> inVirtualThreads(1, (index) -> Pinned.value))).isNotEmpty();
	}

	private void callAsManyThreads() throws Exception {
		this.dintero.reset();
		DinteroContextRunners.withMock(this.dintero)
			.withPropertyValues("spring.threads.virtual.enabled=true", "spring.http.clients.imperative.factory=jdk")
			.withBean("dinteroClock", Clock.class, () -> this.clock)
			.run((context) -> {
				DinteroTokens tokens = context.getBean(DinteroTokens.class);
				RestClient client = context.getBean(RestClient.Builder.class).baseUrl(this.dintero.baseUrl()).build();
				// Absent, then held
				inVirtualThreads(THREADS, (index) -> tokens.getToken("dintero"));
				inVirtualThreads(THREADS, (index) -> tokens.getToken("dintero"));
				inVirtualThreads(THREADS, (index) -> tokens.getToken("dintero", merchant(index % MERCHANTS)));
				this.clock.move(Duration.ofDays(2));
				inVirtualThreads(THREADS, (index) -> tokens.getToken("dintero"));
				inVirtualThreads(THREADS, (index) -> settings(client));
				this.dintero.revokeTokens();
				inVirtualThreads(THREADS, (index) -> settings(client));
				assertThat(this.dintero.tokenEndpoint().requestCount()).isBetween(3, 4);
				assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(MERCHANTS);
				assertThat(this.dintero.resources().requests()).extracting((request) -> request.status())
					.contains(200, 401);
			});
	}

	private static String settings(RestClient client) {
		return client.get().uri("/accounts/{id}/management/settings", PARTNER).retrieve().body(String.class);
	}

	private void inVirtualThreads(int number, IntCall call) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		List<Future<Object>> calls = IntStream.range(0, number).mapToObj((index) -> this.executor.submit(() -> {
			start.await();
			return call.call(index);
		})).toList();
		start.countDown();
		for (Future<Object> each : calls) {
			assertThat(each.get(30, TimeUnit.SECONDS)).isNotNull();
		}
	}

	private List<RecordedEvent> pinned(Action action) throws Exception {
		Path file = this.directory.resolve("pinned.jfr");
		try (Recording recording = new Recording()) {
			recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
			recording.start();
			action.run();
			recording.stop();
			recording.dump(file);
		}
		return RecordingFile.readAllEvents(file);
	}

	@FunctionalInterface
	private interface IntCall {

		Object call(int index) throws Exception;

	}

	@FunctionalInterface
	private interface Action {

		void run() throws Exception;

	}

	private static final class Pinned {

		static final Object value = value();

		private static Object value() {
			LockSupport.parkNanos(1);
			return new Object();
		}

	}

}
