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

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.internal.endpoint.IdentityProviderMetadataClient;
import com.dintero.auth.internal.endpoint.IdentityProviderMetadataException;
import com.dintero.auth.internal.endpoint.TestIdentityProvider;
import com.dintero.auth.login.oidc.RepositoryKind.Repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Dintero's registrations beside those that the application has of its own.
 */
@Timeout(120)
class ClientRegistrationRepositoryTests {

	@AutoClose
	private final TestIdentityProvider authority = new TestIdentityProvider();

	private final LoginRegistrations dintero = new LoginRegistrations(
			new DinteroRegistrations(
					List.of(TestLogins.registration("backoffice", TestLogins.discoveredFrom(this.authority.issuer())),
							TestRegistrations.idle("shop", false))),
			new IdentityProviderMetadataClient(TestTransports.inRealTime(), Duration.ofSeconds(30)), Clock.systemUTC());

	private final ClientRegistration keycloak = other("keycloak");

	@ParameterizedTest
	@EnumSource
	void findsBoth(RepositoryKind kind) {
		this.authority.answerAsItShould();
		Repository repository = kind.of(this.dintero, this.keycloak);
		assertThat(repository.find("keycloak")).isSameAs(this.keycloak);
		assertThat(repository.find("backoffice")).isNotNull()
			.satisfies((registration) -> assertThat(registration.getProviderDetails().getAuthorizationUri())
				.startsWith(this.authority.issuer() + "/authorize"));
		assertThat(repository.find("shop")).isNotNull()
			.satisfies((registration) -> assertThat(registration.getAuthorizationGrantType())
				.isEqualTo(AuthorizationGrantType.CLIENT_CREDENTIALS));
		assertThat(repository.find("nobodys")).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void findsBothWhereTheOthersCannotBeListed(RepositoryKind kind) {
		this.authority.answerAsItShould();
		Repository repository = kind.ofUnlisted(this.dintero, this.keycloak);
		assertThat(repository.find("keycloak")).isSameAs(this.keycloak);
		assertThat(repository.find("backoffice")).isNotNull();
		assertThat(repository.find("nobodys")).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void ofTwoWithTheSameIdTheApplicationsOwnIsMeant(RepositoryKind kind) {
		ClientRegistration own = other("backoffice");
		assertThat(kind.of(this.dintero, own).find("backoffice")).isSameAs(own);
		assertThat(kind.ofUnlisted(this.dintero, own).find("backoffice")).isSameAs(own);
		assertThat(this.authority.requestCount()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void listsBothAndDiscoversNothing(RepositoryKind kind) {
		assertThat(kind.of(this.dintero, this.keycloak).list()).extracting(ClientRegistration::getRegistrationId)
			.containsExactly("backoffice", "shop", "keycloak");
		assertThat(this.authority.requestCount()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void listsOfTwoWithTheSameIdTheApplicationsOwn(RepositoryKind kind) {
		ClientRegistration own = other("backoffice");
		List<ClientRegistration> list = kind.of(this.dintero, own).list();
		assertThat(list).extracting(ClientRegistration::getRegistrationId).containsExactly("backoffice", "shop");
		assertThat(list).first().isSameAs(own);
	}

	@ParameterizedTest
	@EnumSource
	void listsDinterosWhereTheOthersCannotBeListed(RepositoryKind kind) {
		assertThat(kind.ofUnlisted(this.dintero, this.keycloak).list())
			.extracting(ClientRegistration::getRegistrationId)
			.containsExactly("backoffice", "shop");
	}

	@ParameterizedTest
	@EnumSource
	void otherRegistrationsAreFoundWhileTheIdentityServerIsDown(RepositoryKind kind) {
		this.authority.answer(503, "");
		Repository repository = kind.of(this.dintero, this.keycloak);
		assertThat(repository.find("keycloak")).isSameAs(this.keycloak);
		assertThat(repository.find("shop")).isNotNull();
		assertThat(repository.list()).hasSize(3);
		assertThat(this.authority.requestCount()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void whileTheIdentityServerIsDownEachCallerHasAnExceptionOfItsOwn(RepositoryKind kind) {
		this.authority.answer(503, "");
		Repository repository = kind.of(this.dintero, this.keycloak);
		IdentityProviderUnavailableException first = unavailable(repository);
		IdentityProviderUnavailableException second = unavailable(repository);
		assertThat(second).isNotSameAs(first);
		assertThat(first.getClientName()).isEqualTo("The Company");
		assertThat(first).hasRootCauseInstanceOf(IdentityProviderMetadataException.class);
		this.authority.answerAsItShould();
		assertThat(repository.find("backoffice")).isNotNull();
		assertThat(this.authority.requestCount()).isEqualTo(3);
	}

	@Test
	void theExceptionHasTheStackTraceOfItsCaller() {
		this.authority.answer(503, "");
		assertThat(unavailable(RepositoryKind.BLOCKING.of(this.dintero, this.keycloak)).getStackTrace())
			.anySatisfy((frame) -> assertThat(frame.getClassName()).isEqualTo(getClass().getName()));
	}

	@Test
	void aCallerThatIsInterruptedDoesNotEndTheDiscoveryOfOthers() throws Exception {
		this.authority.answerAsItShould();
		this.authority.hold();
		DinteroClientRegistrationRepository repository = new DinteroClientRegistrationRepository(this.dintero,
				new InMemoryClientRegistrationRepository(this.keycloak));
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				repository.findByRegistrationId("backoffice");
				interrupted.complete(false);
			}
			catch (CancellationException ex) {
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
			catch (RuntimeException ex) {
				interrupted.completeExceptionally(ex);
			}
		});
		caller.start();
		this.authority.awaitRequests(1);
		caller.interrupt();
		assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
		this.authority.release();
		assertThat(repository.findByRegistrationId("backoffice")).isNotNull();
		assertThat(this.authority.requestCount()).isOne();
	}

	@Test
	void aSubscriberThatCancelsDoesNotEndTheDiscoveryOfOthers() throws Exception {
		this.authority.answerAsItShould();
		this.authority.hold();
		Mono<ClientRegistration> registration = reactive().findByRegistrationId("backoffice");
		Disposable first = registration.subscribe();
		CompletableFuture<ClientRegistration> second = registration.toFuture();
		this.authority.awaitRequests(1);
		first.dispose();
		this.authority.release();
		assertThat(second.get(30, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.authority.requestCount()).isOne();
	}

	@Test
	void nothingIsDiscoveredBeforeSomebodySubscribes() {
		this.authority.answerAsItShould();
		Mono<ClientRegistration> registration = reactive().findByRegistrationId("backoffice");
		assertThat(this.authority.requestCount()).isZero();
		assertThat(registration.map((found) -> Thread.currentThread().getName()).block(Duration.ofSeconds(30)))
			.startsWith("parallel-");
		assertThat(this.authority.requestCount()).isOne();
	}

	@Test
	void aFailureOfTheOthersIsPassedOn() {
		IllegalStateException failure = new IllegalStateException("The database is down");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new ReactiveDinteroClientRegistrationRepository(this.dintero,
					(registrationId) -> Mono.error(failure))
				.findByRegistrationId("backoffice")
				.block(Duration.ofSeconds(30)))
			.withMessage("The database is down");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new DinteroClientRegistrationRepository(this.dintero, (registrationId) -> {
				throw failure;
			}).findByRegistrationId("backoffice"))
			.isSameAs(failure);
		assertThat(this.authority.requestCount()).isZero();
	}

	private ReactiveDinteroClientRegistrationRepository reactive() {
		return new ReactiveDinteroClientRegistrationRepository(this.dintero,
				new InMemoryReactiveClientRegistrationRepository(this.keycloak));
	}

	private static IdentityProviderUnavailableException unavailable(Repository repository) {
		IdentityProviderUnavailableException failure = catchThrowableOfType(IdentityProviderUnavailableException.class,
				() -> repository.find("backoffice"));
		assertThat(failure).isNotNull();
		return failure;
	}

	private static ClientRegistration other(String registrationId) {
		return ClientRegistration.withRegistrationId(registrationId)
			.clientId("client")
			.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
			.tokenUri("https://id.example.com/token")
			.build();
	}

}
