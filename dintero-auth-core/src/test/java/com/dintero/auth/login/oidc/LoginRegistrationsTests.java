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

package com.dintero.auth.login.oidc;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2Error;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.MutableClock;
import com.dintero.auth.ScarceThreads;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.internal.endpoint.IdentityProviderMetadataClient;
import com.dintero.auth.internal.endpoint.IdentityProviderMetadataException;
import com.dintero.auth.internal.endpoint.TestIdentityProvider;
import com.dintero.auth.internal.endpoint.TokenTransport;
import com.dintero.auth.login.oidc.LoginRegistrations.SignOut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class LoginRegistrationsTests {

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	@AutoClose
	private final TestIdentityProvider authority = new TestIdentityProvider();

	private final LoginRegistrations registrations = of(
			TestLogins.registration("backoffice", TestLogins.discoveredFrom(this.authority.issuer())));

	@Test
	void theIdentityServerIsDiscoveredWhenSomebodySignsIn() {
		this.authority.answerAsItShould();
		assertThat(this.authority.requestCount()).isZero();
		ClientRegistration registration = this.registrations.find("backoffice").join();
		assertThat(registration.getAuthorizationGrantType()).isEqualTo(AuthorizationGrantType.AUTHORIZATION_CODE);
		assertThat(registration.getProviderDetails().getAuthorizationUri())
			.isEqualTo(this.authority.issuer() + "/authorize?scope=openid");
		assertThat(this.authority.requestCount()).isOne();
	}

	@Test
	void nothingIsDiscoveredToListThem() {
		this.authority.answerAsItShould();
		LoginRegistrations several = of(
				TestLogins.registration("backoffice", TestLogins.discoveredFrom(this.authority.issuer())),
				TestRegistrations.idle("shop", false), TestLogins.registration("partners", TestLogins.notDiscovered()));
		assertThat(several.all()).extracting(ClientRegistration::getRegistrationId)
			.containsExactly("backoffice", "shop", "partners");
		assertThat(several.all()).extracting(ClientRegistration::getAuthorizationGrantType)
			.containsExactly(AuthorizationGrantType.AUTHORIZATION_CODE, AuthorizationGrantType.CLIENT_CREDENTIALS,
					AuthorizationGrantType.AUTHORIZATION_CODE);
		assertThat(several.all()).extracting((registration) -> registration.getProviderDetails().getAuthorizationUri())
			.containsExactly(this.authority.issuer() + "?scope=openid", null,
					TestLogins.AUTHORIZATION_URI + "?scope=openid");
		assertThat(this.authority.requestCount()).isZero();
	}

	@Test
	void whoeverSignsInAtTheSameTimeSharesOneDiscovery() {
		this.authority.answerAsItShould();
		this.authority.hold();
		List<CompletableFuture<ClientRegistration>> found = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			found.add(this.registrations.find("backoffice"));
		}
		this.authority.awaitRequests(1);
		assertThat(found).noneMatch(CompletableFuture::isDone);
		this.authority.release();
		assertThat(found).allSatisfy((registration) -> assertThat(registration).succeedsWithin(A_WHILE));
		assertThat(this.authority.requestCount()).isOne();
	}

	@Test
	void whatWasDiscoveredIsKept() {
		this.authority.answerAsItShould();
		String authorizationUri = authorizationUri(this.registrations.find("backoffice").join());
		this.authority.answer(500, "");
		assertThat(authorizationUri(this.registrations.find("backoffice").join())).isEqualTo(authorizationUri);
		assertThat(this.authority.requestCount()).isOne();
	}

	@Test
	void eachRegistrationIsDiscoveredForItself() {
		try (TestIdentityProvider other = new TestIdentityProvider()) {
			this.authority.answerAsItShould();
			other.answerAsItShould();
			LoginRegistrations both = of(
					TestLogins.registration("backoffice", TestLogins.discoveredFrom(this.authority.issuer())),
					TestLogins.registration("partners", TestLogins.discoveredFrom(other.issuer())));
			assertThat(authorizationUri(both.find("backoffice").join())).startsWith(this.authority.issuer());
			assertThat(other.requestCount()).isZero();
			assertThat(authorizationUri(both.find("partners").join())).startsWith(other.issuer());
		}
	}

	@Test
	void aFailureIsNotKept() {
		this.authority.answer(503, "");
		fail(this.registrations.find("backoffice"));
		fail(this.registrations.find("backoffice"));
		assertThat(this.authority.requestCount()).isEqualTo(2);
		this.authority.answerAsItShould();
		assertThat(this.registrations.find("backoffice")).succeedsWithin(A_WHILE);
		assertThat(this.authority.requestCount()).isEqualTo(3);
	}

	@Test
	void whoeverHearsOfAFailureCanAskAgainAtOnce() {
		this.authority.answer(503, "");
		CompletableFuture<ClientRegistration> again = this.registrations.find("backoffice")
			.exceptionallyCompose((failure) -> {
				this.authority.answerAsItShould();
				return this.registrations.find("backoffice");
			});
		assertThat(again).succeedsWithin(A_WHILE);
		assertThat(this.authority.requestCount()).isEqualTo(2);
	}

	@Test
	void whoeverSignsInAtTheSameTimeSharesTheFailure() {
		this.authority.answer(503, "");
		this.authority.hold();
		List<CompletableFuture<ClientRegistration>> found = Stream.generate(() -> this.registrations.find("backoffice"))
			.limit(5)
			.toList();
		this.authority.awaitRequests(1);
		this.authority.release();
		found.forEach(LoginRegistrationsTests::fail);
		assertThat(this.authority.requestCount()).isOne();
	}

	@Test
	void aFailureNamesTheRegistrationAndSaysNoMoreThanABrowserMayRead() {
		this.authority.answer(503, "");
		IdentityProviderUnavailableException failure = fail(this.registrations.find("backoffice"));
		assertThat(failure)
			.hasMessage("Users cannot sign in with 'The Company' at the moment: its identity provider is not reachable")
			.hasCauseInstanceOf(IdentityProviderMetadataException.class);
		assertThat(failure.getCause()).hasMessageContaining(this.authority.issuer());
		assertThat(failure).isNotInstanceOf(AuthenticationException.class);
		assertThat(failure.getClientName()).isEqualTo("The Company");
	}

	@Test
	void anIdentityServerThatDoesNotAnswerIsGivenUpInTime() {
		MutableClock clock = new MutableClock();
		LoginRegistrations impatient = new LoginRegistrations(
				new DinteroRegistrations(List
					.of(TestLogins.registration("backoffice", TestLogins.discoveredFrom(this.authority.issuer())))),
				new IdentityProviderMetadataClient(TestTransports.of(clock), Duration.ofSeconds(5)), Clock.systemUTC());
		this.authority.answerAsItShould();
		this.authority.hold();
		CompletableFuture<ClientRegistration> found = impatient.find("backoffice");
		this.authority.awaitRequests(1);
		clock.move(Duration.ofSeconds(5));
		fail(found);
		this.authority.release();
		assertThat(impatient.find("backoffice")).succeedsWithin(A_WHILE);
	}

	@Test
	void aDiscoveryThatFindsNoThreadIsForgotten() {
		ScarceThreads threads = new ScarceThreads();
		LoginRegistrations scarce = new LoginRegistrations(
				new DinteroRegistrations(List
					.of(TestLogins.registration("backoffice", TestLogins.discoveredFrom(this.authority.issuer())))),
				new IdentityProviderMetadataClient(TestTransports.of(threads.timer(new MutableClock())), A_WHILE),
				Clock.systemUTC());
		this.authority.answerAsItShould();
		threads.exhausted(true);
		fail(scarce.find("backoffice"));
		threads.exhausted(false);
		assertThat(scarce.find("backoffice")).succeedsWithin(A_WHILE);
		threads.shutdownNow();
	}

	@Test
	void nobodyCanSignInAnyMoreWhileTheApplicationShutsDown() {
		TokenTransport transport = TokenTransport.open((builder) -> {
		}, null, null);
		LoginRegistrations closed = new LoginRegistrations(
				new DinteroRegistrations(List
					.of(TestLogins.registration("backoffice", TestLogins.discoveredFrom(this.authority.issuer())))),
				new IdentityProviderMetadataClient(transport, A_WHILE), Clock.systemUTC());
		transport.close();
		fail(closed.find("backoffice"));
		assertThat(this.authority.requestCount()).isZero();
	}

	@Test
	void anAuthorizationUriNeedsNoDiscovery() {
		LoginRegistrations configured = of(TestLogins.registration("backoffice", TestLogins.notDiscovered()));
		assertThat(configured.find("backoffice"))
			.isCompletedWithValueMatching((registration) -> authorizationUri(registration)
				.equals("https://id.example.com/authorize?scope=openid"));
	}

	@Test
	void aRegistrationThatNobodySignsInWithNeedsNoDiscovery() {
		LoginRegistrations machines = of(TestRegistrations.idle("shop", false));
		assertThat(machines.find("shop"))
			.isCompletedWithValueMatching((registration) -> registration.getAuthorizationGrantType()
				.equals(AuthorizationGrantType.CLIENT_CREDENTIALS));
	}

	@Test
	void containsDinterosOnly() {
		assertThat(this.registrations.contains("backoffice")).isTrue();
		assertThat(this.registrations.contains("keycloak")).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> this.registrations.find("keycloak"))
			.withMessageContaining("'keycloak'");
	}

	@Test
	void usersAreSignedOutWhereTheIdentityServerSays() {
		this.authority.answerAsItShould();
		LoginRegistrations signingOut = of(
				TestLogins.registration("backoffice", TestLogins.withEndSession(this.authority.issuer(), "{baseUrl}")));
		assertThat(signingOut.signOut("backoffice").join()).isEqualTo(new SignOut("backoffice",
				URI.create(this.authority.issuer() + "/logout"), "client-at-the-authority", "{baseUrl}"));
		assertThat(signingOut.find("backoffice")).succeedsWithin(A_WHILE);
		assertThat(this.authority.requestCount()).as("one discovery for both").isOne();
	}

	@Test
	void usersAreNotSignedOutWhereTheIdentityServerCannot() {
		this.authority.answer(200, "{\"issuer\":\"%1$s\",\"authorization_endpoint\":\"%1$s/authorize\"}"
			.formatted(this.authority.issuer()));
		LoginRegistrations signingOut = of(
				TestLogins.registration("backoffice", TestLogins.withEndSession(this.authority.issuer(), "{baseUrl}")));
		assertThat(signingOut.signOut("backoffice").join()).isNull();
	}

	@Test
	void usersAreNotSignedOutThereUnlessItIsConfigured() {
		this.authority.answerAsItShould();
		assertThat(this.registrations.signOut("backoffice").join()).isNull();
		assertThat(of(TestRegistrations.idle("shop", false)).signOut("shop").join()).isNull();
		assertThat(this.registrations.signOut("keycloak").join()).isNull();
		assertThat(this.authority.requestCount()).isZero();
	}

	@Test
	void usersCannotBeSignedOutWhileTheIdentityServerIsDown() {
		this.authority.answer(503, "");
		LoginRegistrations signingOut = of(
				TestLogins.registration("backoffice", TestLogins.withEndSession(this.authority.issuer(), "{baseUrl}")));
		fail(signingOut.signOut("backoffice"));
		this.authority.answerAsItShould();
		assertThat(signingOut.signOut("backoffice").join()).isNotNull();
	}

	@Test
	void theSameErrorOfAnIdentityServerIsAWarningOnceInAMinute(CapturedOutput output) {
		MutableClock clock = new MutableClock();
		LoginRegistrations limited = new LoginRegistrations(
				new DinteroRegistrations(List
					.of(TestLogins.registration("backoffice", TestLogins.discoveredFrom(this.authority.issuer())))),
				new IdentityProviderMetadataClient(TestTransports.inRealTime(), A_WHILE), clock);
		for (int i = 0; i < 100; i++) {
			limited.logError("backoffice", new OAuth2Error("server_error"));
			limited.logError("backoffice", new OAuth2Error("made-up-" + i));
		}
		assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("'server_error'")).hasSize(1);
		assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("'made-up-")).hasSize(1);
		clock.move(Duration.ofMinutes(1));
		limited.logError("backoffice", new OAuth2Error("server_error"));
		assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("'server_error'")).hasSize(2);
	}

	private static LoginRegistrations of(DinteroRegistration... registrations) {
		return new LoginRegistrations(new DinteroRegistrations(Arrays.asList(registrations)),
				new IdentityProviderMetadataClient(TestTransports.inRealTime(), A_WHILE), Clock.systemUTC());
	}

	private static String authorizationUri(ClientRegistration registration) {
		return registration.getProviderDetails().getAuthorizationUri();
	}

	private static IdentityProviderUnavailableException fail(CompletableFuture<?> future) {
		Throwable thrown = catchThrowable(() -> future.get(30, TimeUnit.SECONDS));
		assertThat(thrown).isExactlyInstanceOf(ExecutionException.class)
			.cause()
			.isExactlyInstanceOf(IdentityProviderUnavailableException.class);
		return (IdentityProviderUnavailableException) thrown.getCause();
	}

}
