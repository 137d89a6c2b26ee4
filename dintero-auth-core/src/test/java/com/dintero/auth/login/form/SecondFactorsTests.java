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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.internal.user.UserFixture;
import com.dintero.auth.login.form.SecondFactorOutcome.Kind;
import com.dintero.auth.login.form.SecondFactors.SignedIn;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Users who have given a password and have yet to give the second factor.
 */
@ExtendWith(OutputCaptureExtension.class)
@ParameterizedClass
@ValueSource(booleans = { false, true })
class SecondFactorsTests {

	private static final int CALLERS = 20;

	@AutoClose
	private final UserFixture users = new UserFixture();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newFixedThreadPool(CALLERS);

	private final MockDintero dintero = this.users.dintero();

	private final boolean reactive;

	private final SecondFactors secondFactors;

	SecondFactorsTests(boolean reactive) {
		this.reactive = reactive;
		this.secondFactors = secondFactors("dintero");
	}

	private SecondFactors secondFactors(String registrationId) {
		DinteroRegistration registration = TestPasswordLogins.of(this.users.registrations().get(registrationId));
		return (this.reactive)
				? SecondFactors.of(registration, this.users.reactiveClients().get(registrationId), this.users.clock(),
						null)
				: SecondFactors.of(registration, this.users.clients().get(registrationId), this.users.clock(), null);
	}

	@Test
	void theRightCodeIsWorthATicketThatIsGoodOnce() {
		String id = id(begin());
		SecondFactorOutcome outcome = answer(id, sentCode());
		assertThat(outcome.kind()).isEqualTo(Kind.DONE);
		String ticket = Objects.requireNonNull(outcome.key());
		SignedIn signedIn = Objects.requireNonNull(this.secondFactors.redeem(ticket));
		assertThat(signedIn.username()).isEqualTo("bea");
		assertThat(signedIn.response().getAccessToken().getTokenValue()).isNotEmpty();
		assertThat(this.secondFactors.redeem(ticket)).isNull();
		assertThat(this.secondFactors.find(id, "/login").join()).isNull();
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.OVER);
	}

	@Test
	void aTicketIsGoodForAMinute() {
		String ticket = Objects.requireNonNull(answer(id(begin()), sentCode()).key());
		this.users.clock().move(Duration.ofSeconds(61));
		assertThat(this.secondFactors.redeem(ticket)).isNull();
	}

	@Test
	void anAccountIdThatDinteroSendsNoCodesForIsAWarning(CapturedOutput output) {
		SecondFactorOutcome started = secondFactors("short").begin("bea", "/login", required()).join();
		assertThat(started.kind()).isEqualTo(Kind.NOT_SENT);
		assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("WARN"))
			.singleElement(InstanceOfAssertFactories.STRING)
			.contains("Set 'account-id: T11200000' for Dintero registration 'short'")
			.doesNotContain("bea");
	}

	@Test
	void whoIsTooLateStartsAgain() {
		String id = id(begin());
		String code = sentCode();
		this.users.clock().move(Duration.ofMinutes(10).plusSeconds(1));
		assertThat(this.secondFactors.find(id, "/login").join()).isNull();
		assertThat(answer(id, code).kind()).isEqualTo(Kind.OVER);
		assertThat(this.secondFactors.send(id, "sms").join().kind()).isEqualTo(Kind.OVER);
		assertThat(this.dintero.sentCodes()).hasSize(1);
	}

	@Test
	void anotherCodeDoesNotMakeASignInLastLonger() {
		String id = id(begin());
		this.users.clock().move(Duration.ofMinutes(9));
		assertThat(this.secondFactors.send(id, "sms").join().kind()).isEqualTo(Kind.ASK);
		this.users.clock().move(Duration.ofMinutes(1));
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.OVER);
	}

	@Test
	void attemptsAreCountedAlsoWhenTheyComeTogether() throws Exception {
		String id = id(begin());
		int before = this.dintero.userTokenEndpoint().requestCount();
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(400));
		List<SecondFactorOutcome> outcomes = together((caller) -> answer(id, "000000"));
		assertThat(outcomes).extracting(SecondFactorOutcome::kind)
			.isSubsetOf(Kind.WRONG_CODE, Kind.OVER)
			.contains(Kind.OVER);
		assertThat(this.dintero.userTokenEndpoint().requestCount() - before).isEqualTo(5);
	}

	@Test
	void codesAreCountedAlsoWhenTheyAreAskedForTogether() throws Exception {
		String id = id(begin());
		List<SecondFactorOutcome> outcomes = together((caller) -> this.secondFactors.send(id, "email").join());
		assertThat(outcomes).filteredOn((outcome) -> outcome.kind() == Kind.ASK).hasSize(4);
		assertThat(outcomes).filteredOn((outcome) -> outcome.kind() == Kind.TOO_MANY).hasSize(CALLERS - 4);
		assertThat(this.dintero.sentCodes()).hasSize(5);
		assertThat(view(id, null).channels()).isEmpty();
	}

	@Test
	void manySignInsOfAUserAtOnceGiveNoMoreCodesAndNoMoreAttempts() throws Exception {
		List<DinteroMfaRequiredException> passwords = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			passwords.add(required());
		}
		List<SecondFactorOutcome> started = together((caller) -> this.secondFactors
			.begin((caller % 2 == 0) ? "bea" : " BEA", "/login", passwords.get(caller))
			.join());
		assertThat(this.dintero.sentCodes()).hasSize(5);
		assertThat(started).filteredOn((one) -> one.kind() == Kind.TOO_MANY)
			.hasSize(CALLERS - 5)
			.allSatisfy((one) -> assertThat(one.key()).isNull());
		List<String> ids = started.stream().map(SecondFactorOutcome::key).filter(Objects::nonNull).toList();
		int before = this.dintero.userTokenEndpoint().requestCount();
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(400));
		together((caller) -> answer(ids.get(caller % ids.size()), "000000"));
		assertThat(this.dintero.userTokenEndpoint().requestCount() - before).isEqualTo(5);
	}

	@Test
	void whoHasTriedTooManyCodesIsNotSentAnotherBeforeTheTimeIsOver(CapturedOutput output) {
		String id = id(begin());
		for (int i = 0; i < 5; i++) {
			answer(id, sentCode() + "1");
		}
		SecondFactorOutcome locked = begin();
		assertThat(locked.kind()).isEqualTo(Kind.TOO_MANY);
		assertThat(view(locked.key(), "too_many").messageKey()).isEqualTo("dintero.auth.mfa.error.too-many");
		begin();
		assertThat(this.dintero.sentCodes()).hasSize(1);
		assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("across all sign-ins"))
			.singleElement(InstanceOfAssertFactories.STRING)
			.contains("'dintero'", "PT10M")
			.doesNotContain("bea");
		this.users.clock().move(Duration.ofMinutes(10));
		String later = id(begin());
		assertThat(answer(later, sentCode()).kind()).isEqualTo(Kind.DONE);
	}

	@Test
	void whoseAttemptsAreUsedUpElsewhereIsToldSo() {
		String id = id(begin());
		String other = id(begin());
		for (int i = 0; i < 5; i++) {
			answer(other, sentCode() + "1");
		}
		assertThat(view(id, null))
			.isEqualTo(new SecondFactorView(null, null, Set.of(), 0, "dintero.auth.mfa.error.too-many"));
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.OVER);
	}

	@Test
	void aRightCodeEndsTheCounting() {
		for (int i = 0; i < 10; i++) {
			String id = id(begin());
			assertThat(answer(id, sentCode() + "1").kind()).isEqualTo(Kind.WRONG_CODE);
			assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.DONE);
		}
	}

	@Test
	void thePageIsToldHowManyAttemptsAreLeft() {
		String id = id(begin());
		assertThat(view(id, null).attemptsLeft()).isEqualTo(5);
		answer(id, sentCode() + "1");
		SecondFactorView view = view(id, "wrong_code");
		assertThat(view.attemptsLeft()).isEqualTo(4);
		assertThat(view.messageKey()).isEqualTo("dintero.auth.mfa.error.wrong-code");
	}

	@Test
	void theRightCodeSignsInOnceAlsoWhenItComesTwice() throws Exception {
		String id = id(begin());
		String code = sentCode();
		List<SecondFactorOutcome> outcomes = together((caller) -> answer(id, code));
		assertThat(outcomes).filteredOn((outcome) -> outcome.kind() == Kind.DONE).hasSize(1);
	}

	@Test
	void anotherFactorIsAskedForWhereDinteroWantsOneMore() {
		String id = id(begin());
		this.dintero.userTokenEndpoint().failNext(MockFault.mfaRequired(required().getMfaToken()));
		assertThat(answer(id, "000000").kind()).isEqualTo(Kind.ASK);
		assertThat(this.dintero.sentCodes()).hasSize(2);
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.DONE);
	}

	@Test
	void anMfaTokenThatDinteroDoesNotAcceptIsTheEnd() {
		String id = id(begin());
		this.dintero.mfaChallengeEndpoint().failNext(2, MockFault.status(401));
		assertThat(this.secondFactors.send(id, "sms").join().kind()).isEqualTo(Kind.OVER);
	}

	@Test
	void aCodeIsNotAskedForThatWasNotSent() {
		this.dintero.mfaChallengeEndpoint().failNext(2, MockFault.status(400));
		SecondFactorOutcome started = begin();
		assertThat(started.kind()).isEqualTo(Kind.NOT_SENT);
		assertThat(view(started.key(), null).channel()).isNull();
		int before = this.dintero.userTokenEndpoint().requestCount();
		assertThat(answer(id(started), "000000").kind()).isEqualTo(Kind.NOT_SENT);
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(before);
	}

	@Test
	void aChannelThatTheUserDoesNotHaveIsFollowedByTheOther() {
		this.dintero.mfaChallengeEndpoint().failNext(MockFault.status(400));
		SecondFactorOutcome started = begin();
		assertThat(started.kind()).isEqualTo(Kind.ASK);
		assertThat(view(started.key(), null).channel()).isEqualTo(MfaChannel.EMAIL);
		assertThat(answer(id(started), sentCode()).kind()).isEqualTo(Kind.DONE);
	}

	@Test
	void aCodeThatDinteroRefusesToSendIsNotCounted() {
		for (int i = 0; i < 20; i++) {
			this.dintero.mfaChallengeEndpoint().failNext(MockFault.status(400));
			SecondFactorOutcome started = begin();
			assertThat(started.kind()).isEqualTo(Kind.ASK);
			this.dintero.mfaChallengeEndpoint().failNext(MockFault.status(503));
			assertThat(this.secondFactors.send(id(started), "sms").join().kind()).isEqualTo(Kind.NOT_SENT);
			assertThat(answer(id(started), sentCode()).kind()).isEqualTo(Kind.DONE);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 502, 504 })
	void aCodeThatMayBeOnItsWayIsCounted(int status) {
		String id = id(begin());
		this.dintero.mfaChallengeEndpoint().failAlways(MockFault.status(status));
		List<Kind> outcomes = Stream.generate(() -> this.secondFactors.send(id, "sms").join().kind())
			.limit(20)
			.toList();
		assertThat(outcomes).contains(Kind.TOO_MANY);
		assertThat(this.dintero.mfaChallengeEndpoint().requestCount()).isLessThan(10);
	}

	@ParameterizedTest
	@ValueSource(ints = { 403, 404, 409 })
	void aCodeThatDinteroHasRefusedIsAnAttempt(int status) {
		String id = id(begin());
		int before = this.dintero.userTokenEndpoint().requestCount();
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(status));
		for (int i = 0; i < 50; i++) {
			answer(id, "000000");
		}
		assertThat(this.dintero.userTokenEndpoint().requestCount() - before).isEqualTo(5);
	}

	@Test
	void aCodeThatDinteroHasNotLookedAtIsNoAttempt() {
		String id = id(begin());
		this.dintero.userTokenEndpoint().failNext(20, MockFault.status(503));
		for (int i = 0; i < 20; i++) {
			assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.UNAVAILABLE);
		}
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.DONE);
	}

	@Test
	void theChannelThatTheUserChoosesIsTheOnlyOne() {
		String id = id(begin());
		this.dintero.mfaChallengeEndpoint().failNext(MockFault.status(400));
		assertThat(this.secondFactors.send(id, "email").join().kind()).isEqualTo(Kind.NOT_SENT);
		assertThat(this.dintero.sentCodes()).hasSize(1);
	}

	@Test
	void noCodeIsNoAttempt() {
		String id = id(begin());
		for (int i = 0; i < 10; i++) {
			assertThat(answer(id, "  ").kind()).isEqualTo(Kind.WRONG_CODE);
		}
		assertThat(answer(id, sentCode()).kind()).isEqualTo(Kind.DONE);
	}

	@Test
	void nothingOfThemIsPrinted() {
		DinteroMfaRequiredException required = required();
		SecondFactorOutcome started = this.secondFactors.begin("bea", "/login", required).join();
		String code = sentCode();
		SecondFactorOutcome outcome = answer(id(started), code);
		SignedIn signedIn = Objects.requireNonNull(this.secondFactors.redeem(String.valueOf(outcome.key())));
		assertThat(outcome + " " + signedIn + " " + new SecondFactorSignal("bea", required))
			.doesNotContain(required.getMfaToken())
			.doesNotContain(String.valueOf(outcome.key()))
			.doesNotContain(signedIn.response().getAccessToken().getTokenValue());
	}

	@Test
	void aRegistrationWithoutPasswordLoginHasNone() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SecondFactors.of(this.users.registrations().get("dintero"),
					this.users.clients().get("dintero"), this.users.clock(), null))
			.withMessageContaining("'dintero'")
			.withMessageContaining("password-login");
	}

	private DinteroMfaRequiredException required() {
		return Objects.requireNonNull(catchThrowableOfType(DinteroMfaRequiredException.class,
				() -> this.users.clients().get("dintero").signIn("bea", UserFixture.BEAS_PASSWORD)));
	}

	private SecondFactorOutcome begin() {
		return this.secondFactors.begin("bea", "/login", required()).join();
	}

	private static String id(SecondFactorOutcome started) {
		return Objects.requireNonNull(started.key());
	}

	private SecondFactorView view(@Nullable String id, @Nullable String error) {
		return this.secondFactors.view(id, error).join();
	}

	private SecondFactorOutcome answer(String id, String code) {
		return this.secondFactors.answer(id, code).join();
	}

	private String sentCode() {
		return this.dintero.lastSentCode("bea").code();
	}

	private <T> List<T> together(IntFunction<T> step) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		List<CompletableFuture<T>> callers = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			int number = i;
			callers.add(CompletableFuture.supplyAsync(() -> {
				try {
					start.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				return step.apply(number);
			}, this.executor));
		}
		start.countDown();
		List<T> outcomes = new ArrayList<>();
		for (CompletableFuture<T> caller : callers) {
			outcomes.add(caller.get(30, TimeUnit.SECONDS));
		}
		return outcomes;
	}

}
