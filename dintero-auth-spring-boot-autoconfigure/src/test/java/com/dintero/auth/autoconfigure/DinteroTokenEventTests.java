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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokenEvent;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.autoconfigure.actuate.DinteroTokenEventsAutoConfiguration;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application events of tokens.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class DinteroTokenEventTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	private final MockDintero dintero = this.partner.dintero();

	private final Instant start = this.partner.clock().instant();

	@Test
	void aTokenThatCallersWaitedForIsObtained() {
		application().run((context) -> {
			OAuth2AccessToken token = own(context);
			DinteroTokenEvent event = events(context).next();
			assertThat(event).isEqualTo(new DinteroTokenEvent(DinteroTokenEvent.Type.OBTAINED, this.start, "platform",
					null, token.getExpiresAt(), null));
			assertThat(event.toString()).doesNotContain(token.getTokenValue());
			own(context);
			assertThat(events(context).received).isEmpty();
		});
	}

	@Test
	void aTokenOfAMerchantHasAnEventBesideThePartners() {
		application().run((context) -> {
			context.getBean(DinteroTokens.class).getToken("platform", "T11200001");
			assertThat(events(context).next().accountId()).isNull();
			assertThat(events(context).next()).satisfies((event) -> {
				assertThat(event.type()).isEqualTo(DinteroTokenEvent.Type.OBTAINED);
				assertThat(event.accountId()).isEqualTo("T11200001");
			});
		});
	}

	@Test
	void callersThatWaitTogetherShareOneEvent() {
		application().run((context) -> {
			List<CompletableFuture<OAuth2AccessToken>> callers = new ArrayList<>();
			try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
				for (int i = 0; i < 50; i++) {
					callers.add(context.getBean(ReactiveDinteroTokens.class).getToken("platform").toFuture());
				}
				hold.awaitRequests(1, PATIENCE);
			}
			for (CompletableFuture<OAuth2AccessToken> caller : callers) {
				caller.get(30, TimeUnit.SECONDS);
			}
			context.getBean(DinteroTokens.class).getToken("platform", "T11200001");
			assertThat(events(context).next().accountId()).isNull();
			assertThat(events(context).next().accountId()).isEqualTo("T11200001");
		});
	}

	@Test
	void aTokenThatIsRenewedAheadIsRenewed() {
		application().run((context) -> {
			own(context);
			events(context).next();
			this.partner.clock().move(Duration.ofMinutes(210));
			own(context);
			assertThat(events(context).next()).satisfies((event) -> {
				assertThat(event.type()).isEqualTo(DinteroTokenEvent.Type.RENEWED);
				assertThat(event.time()).isEqualTo(this.start.plus(Duration.ofMinutes(210)));
			});
		});
	}

	@Test
	void aRequestThatDinteroRejectsIsRefused() {
		application().run((context) -> {
			this.partner.changeSecretAtDintero(ReloadablePartner.NEW_SECRET);
			assertFails(context);
			DinteroTokenEvent event = events(context).next();
			assertThat(event.type()).isEqualTo(DinteroTokenEvent.Type.REFUSED);
			assertThat(event.expiresAt()).isNull();
			assertThat(Objects.requireNonNull(event.failure())).satisfies((failure) -> {
				assertThat(failure.errorCode()).isEqualTo("invalid_client");
				assertThat(failure.status()).isEqualTo(401);
				assertThat(failure.message()).contains("Check the client id and the client secret");
			});
			assertThat(event.toString()).doesNotContain(ReloadablePartner.OLD_SECRET);
			assertFails(context);
			assertThat(events(context).received).isEmpty();
		});
	}

	@Test
	void aRenewalThatFailsSaysWhenCallersLoseTheirToken() {
		application().run((context) -> {
			OAuth2AccessToken token = own(context);
			events(context).next();
			this.dintero.tokenEndpoint().failAlways(MockFault.status(503));
			this.partner.clock().move(Duration.ofMinutes(210));
			own(context);
			assertThat(events(context).next()).satisfies((event) -> {
				assertThat(event.type()).isEqualTo(DinteroTokenEvent.Type.UNAVAILABLE);
				assertThat(event.expiresAt()).isEqualTo(token.getExpiresAt());
				assertThat(Objects.requireNonNull(event.failure()).errorCode()).isEqualTo("temporarily_unavailable");
			});
		});
	}

	@Test
	void aListenerThatFailsCostsNobodyATokenAndIsLogged(CapturedOutput output) {
		application().withBean(FailingListener.class).run((context) -> {
			assertThat(own(context)).isNotNull();
			this.partner.clock().move(Duration.ofDays(1));
			assertThat(own(context)).isNotNull();
			// The second comes when the first is through
			events(context).next();
			events(context).next();
			assertThat(output).contains("A listener has failed with DinteroTokenEvent[type=OBTAINED",
					"the listener's own failure");
		});
	}

	@Test
	void aListenerThatIsSlowKeepsNobodyWaiting() {
		application().withBean(SlowListener.class).run((context) -> {
			for (int i = 0; i < 5; i++) {
				assertThat(own(context)).isNotNull();
				this.partner.clock().move(Duration.ofDays(1));
			}
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(5);
			context.getBean(SlowListener.class).release.countDown();
			for (int i = 0; i < 5; i++) {
				assertThat(events(context).next().time()).isEqualTo(this.start.plus(Duration.ofDays(i)));
			}
		});
	}

	@Test
	void eventsThatWaitForSlowListenersAreBounded(CapturedOutput output) {
		application().withBean(SlowListener.class).run((context) -> {
			DinteroTokens tokens = context.getBean(DinteroTokens.class);
			for (int i = 0; i < 1050; i++) {
				tokens.invalidate("platform");
				own(context);
			}
			context.getBean(SlowListener.class).release.countDown();
			for (int i = 0; i < 1000; i++) {
				events(context).next();
			}
			assertThat(output.toString().split("1000 events of tokens wait", -1)).hasSize(2);
		});
	}

	@Test
	void aListenerMayAskForATokenItself() {
		application().withBean(AskingListener.class).run((context) -> {
			own(context);
			OAuth2AccessToken merchants = context.getBean(AskingListener.class).token.get(30, TimeUnit.SECONDS);
			assertThat(merchants).isNotNull();
		});
	}

	@Test
	void whatHappensDuringTheStartReachesTheListeners() {
		application().withBean(EarlyCaller.class)
			.run((context) -> assertThat(events(context).next().type()).isEqualTo(DinteroTokenEvent.Type.OBTAINED));
	}

	@Test
	void noThreadIsThereBeforeTheFirstTokenAndNoneAfterTheEnd() {
		List<Thread> others = eventThreads();
		application().run((context) -> {
			assertThat(others).containsAll(eventThreads());
			own(context);
			events(context).next();
			assertThat(eventThreads()).anyMatch((thread) -> !others.contains(thread));
		});
		Awaitility.await().atMost(PATIENCE).until(() -> others.containsAll(eventThreads()));
	}

	private static List<Thread> eventThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("dintero-auth-events"))
			.toList();
	}

	private ApplicationContextRunner application() {
		return this.partner.application()
			.withConfiguration(AutoConfigurations.of(DinteroTokenEventsAutoConfiguration.class))
			.withBean(Events.class);
	}

	private static OAuth2AccessToken own(AssertableApplicationContext context) {
		return context.getBean(DinteroTokens.class).getToken("platform");
	}

	private static void assertFails(AssertableApplicationContext context) {
		assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(() -> own(context));
	}

	private static Events events(AssertableApplicationContext context) {
		return context.getBean(Events.class);
	}

	static class Events {

		private final BlockingQueue<DinteroTokenEvent> received = new LinkedBlockingQueue<>();

		@EventListener
		void on(DinteroTokenEvent event) {
			this.received.add(event);
		}

		DinteroTokenEvent next() throws InterruptedException {
			return Objects.requireNonNull(this.received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
		}

	}

	static class FailingListener {

		@EventListener
		void on(DinteroTokenEvent event) {
			throw new IllegalStateException("the listener's own failure");
		}

	}

	static class SlowListener {

		private final CountDownLatch release = new CountDownLatch(1);

		@EventListener
		void on(DinteroTokenEvent event) throws InterruptedException {
			this.release.await();
		}

	}

	static class AskingListener {

		private final DinteroTokens tokens;

		private final CompletableFuture<OAuth2AccessToken> token = new CompletableFuture<>();

		AskingListener(DinteroTokens tokens) {
			this.tokens = tokens;
		}

		@EventListener
		void on(DinteroTokenEvent event) {
			if (event.accountId() == null) {
				this.token.complete(this.tokens.getToken("platform", "T11200001"));
			}
		}

	}

	static class EarlyCaller implements InitializingBean {

		private final DinteroTokens tokens;

		EarlyCaller(DinteroTokens tokens) {
			this.tokens = tokens;
		}

		@Override
		public void afterPropertiesSet() {
			this.tokens.getToken("platform");
		}

	}

}
