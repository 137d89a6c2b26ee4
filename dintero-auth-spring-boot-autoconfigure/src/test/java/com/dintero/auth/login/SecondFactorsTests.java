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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.login.SecondFactorOutcome.Kind;
import com.dintero.auth.login.SecondFactors.SignedIn;
import com.dintero.auth.login.SecondFactors.Started;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.user.UserFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Users who have given a password and have yet to give the second factor.
 */
@ParameterizedClass
@ValueSource(booleans = { false, true })
class SecondFactorsTests {

	private static final int CALLERS = 20;

	@AutoClose
	private final UserFixture users = new UserFixture();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newFixedThreadPool(CALLERS);

	private final MockDintero dintero = this.users.dintero();

	private final SecondFactors secondFactors;

	SecondFactorsTests(boolean reactive) {
		DinteroRegistration registration = TestPasswordLogins.of(this.users.registrations().get("dintero"));
		this.secondFactors = (reactive)
				? SecondFactors.of(registration, this.users.reactiveClients().get("dintero"), this.users.clock())
				: SecondFactors.of(registration, this.users.clients().get("dintero"), this.users.clock());
	}

	@Test
	void theRightCodeIsWorthATicketThatIsGoodOnce() {
		String id = begin().id();
		SecondFactorOutcome outcome = answer(id, sentCode());
		assertThat(outcome.kind()).isEqualTo(Kind.DONE);
		String ticket = Objects.requireNonNull(outcome.ticket());
		SignedIn signedIn = Objects.requireNonNull(this.secondFactors.redeem(ticket));
		assertThat(signedIn.username()).isEqualTo("bea");
		assertThat(signedIn.response().getAccessToken().getTokenValue()).isNotEmpty();
		assertThat(this.secondFactors.redeem(ticket)).isNull();
		assertThat(this.secondFactors.find(id)).isNull();
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.OVER);
	}

	@Test
	void aTicketIsGoodForAMinute() {
		String ticket = Objects.requireNonNull(answer(begin().id(), sentCode()).ticket());
		this.users.clock().move(Duration.ofSeconds(61));
		assertThat(this.secondFactors.redeem(ticket)).isNull();
	}

	@Test
	void whoIsTooLateStartsAgain() {
		String id = begin().id();
		String code = sentCode();
		this.users.clock().move(Duration.ofMinutes(10).plusSeconds(1));
		assertThat(this.secondFactors.find(id)).isNull();
		assertThat(answer(id, code).kind()).isEqualTo(Kind.OVER);
		assertThat(this.secondFactors.send(id, "sms").join().kind()).isEqualTo(Kind.OVER);
		assertThat(this.dintero.sentCodes()).hasSize(1);
	}

	@Test
	void attemptsAreCountedAlsoWhenTheyComeTogether() throws Exception {
		String id = begin().id();
		int before = this.dintero.userTokenEndpoint().requestCount();
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(400));
		List<SecondFactorOutcome> outcomes = together(() -> answer(id, "000000"));
		assertThat(outcomes).extracting(SecondFactorOutcome::kind)
			.isSubsetOf(Kind.WRONG_CODE, Kind.OVER)
			.contains(Kind.OVER);
		assertThat(this.dintero.userTokenEndpoint().requestCount() - before).isEqualTo(5);
	}

	@Test
	void codesAreCountedAlsoWhenTheyAreAskedForTogether() throws Exception {
		String id = begin().id();
		List<SecondFactorOutcome> outcomes = together(() -> this.secondFactors.send(id, "email").join());
		assertThat(outcomes).filteredOn((outcome) -> outcome.kind() == Kind.ASK).hasSize(4);
		assertThat(outcomes).filteredOn((outcome) -> outcome.kind() == Kind.NOT_SENT).hasSize(CALLERS - 4);
		assertThat(this.dintero.sentCodes()).hasSize(5);
		assertThat(Objects.requireNonNull(this.secondFactors.find(id)).channels()).isEmpty();
	}

	@Test
	void theRightCodeSignsInOnceAlsoWhenItComesTwice() throws Exception {
		String id = begin().id();
		String code = sentCode();
		List<SecondFactorOutcome> outcomes = together(() -> answer(id, code));
		assertThat(outcomes).filteredOn((outcome) -> outcome.kind() == Kind.DONE).hasSize(1);
	}

	@Test
	void anotherFactorIsAskedForWhereDinteroWantsOneMore() {
		String id = begin().id();
		this.dintero.userTokenEndpoint().failNext(MockFault.mfaRequired(required().getMfaToken()));
		assertThat(answer(id, "000000").kind()).isEqualTo(Kind.ASK);
		assertThat(this.dintero.sentCodes()).hasSize(2);
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.DONE);
	}

	@Test
	void anMfaTokenThatDinteroDoesNotAcceptIsTheEnd() {
		String id = begin().id();
		this.dintero.mfaChallengeEndpoint().failNext(2, MockFault.status(401));
		assertThat(this.secondFactors.send(id, "sms").join().kind()).isEqualTo(Kind.OVER);
	}

	@Test
	void aCodeIsNotAskedForThatWasNotSent() {
		this.dintero.mfaChallengeEndpoint().failNext(2, MockFault.status(400));
		Started started = begin();
		assertThat(started.outcome().kind()).isEqualTo(Kind.NOT_SENT);
		assertThat(Objects.requireNonNull(this.secondFactors.find(started.id())).channel()).isNull();
		int before = this.dintero.userTokenEndpoint().requestCount();
		assertThat(answer(started.id(), "000000").kind()).isEqualTo(Kind.NOT_SENT);
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(before);
	}

	@Test
	void aChannelThatTheUserDoesNotHaveIsFollowedByTheOther() {
		this.dintero.mfaChallengeEndpoint().failNext(MockFault.status(400));
		Started started = begin();
		assertThat(started.outcome().kind()).isEqualTo(Kind.ASK);
		assertThat(Objects.requireNonNull(this.secondFactors.find(started.id())).channel()).isEqualTo(MfaChannel.EMAIL);
		assertThat(answer(started.id(), sentCode()).kind()).isEqualTo(Kind.DONE);
	}

	@Test
	void theChannelThatTheUserChoosesIsTheOnlyOne() {
		String id = begin().id();
		this.dintero.mfaChallengeEndpoint().failNext(MockFault.status(400));
		assertThat(this.secondFactors.send(id, "email").join().kind()).isEqualTo(Kind.NOT_SENT);
		assertThat(this.dintero.sentCodes()).hasSize(1);
	}

	@Test
	void noCodeIsNoAttempt() {
		String id = begin().id();
		for (int i = 0; i < 10; i++) {
			assertThat(answer(id, "  ").kind()).isEqualTo(Kind.WRONG_CODE);
		}
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.DONE);
	}

	@Test
	void nothingOfThemIsPrinted() {
		DinteroMfaRequiredException required = required();
		Started started = this.secondFactors.begin("bea", "/login", required).join();
		String code = sentCode();
		SecondFactorOutcome outcome = answer(started.id(), code);
		SignedIn signedIn = Objects.requireNonNull(this.secondFactors.redeem(String.valueOf(outcome.ticket())));
		assertThat(outcome + " " + signedIn + " "
				+ new SecondFactorSignal("bea", new SecondFactorRequiredException(required)))
			.doesNotContain(required.getMfaToken())
			.doesNotContain(String.valueOf(outcome.ticket()))
			.doesNotContain(signedIn.response().getAccessToken().getTokenValue());
	}

	@Test
	void aRegistrationWithoutPasswordLoginHasNone() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SecondFactors.of(this.users.registrations().get("dintero"),
					this.users.clients().get("dintero"), this.users.clock()))
			.withMessageContaining("'dintero'")
			.withMessageContaining("password-login");
	}

	private DinteroMfaRequiredException required() {
		return Objects.requireNonNull(catchThrowableOfType(DinteroMfaRequiredException.class,
				() -> this.users.clients().get("dintero").signIn("bea", UserFixture.BEAS_PASSWORD)));
	}

	private Started begin() {
		return this.secondFactors.begin("bea", "/login", required()).join();
	}

	private SecondFactorOutcome answer(String id, String code) {
		return this.secondFactors.answer(id, code).join();
	}

	private String sentCode() {
		return this.dintero.lastSentCode("bea").code();
	}

	private List<SecondFactorOutcome> together(Supplier<SecondFactorOutcome> step) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		List<CompletableFuture<SecondFactorOutcome>> callers = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			callers.add(CompletableFuture.supplyAsync(() -> {
				try {
					start.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				return step.get();
			}, this.executor));
		}
		start.countDown();
		List<SecondFactorOutcome> outcomes = new ArrayList<>();
		for (CompletableFuture<SecondFactorOutcome> caller : callers) {
			outcomes.add(caller.get(30, TimeUnit.SECONDS));
		}
		return outcomes;
	}

}
