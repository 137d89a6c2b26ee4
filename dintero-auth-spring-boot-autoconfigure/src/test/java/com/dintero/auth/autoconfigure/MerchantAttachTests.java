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

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import com.dintero.auth.autoconfigure.ClientKind.Call;
import com.dintero.auth.http.DinteroAccountResolver;
import com.dintero.auth.http.ReactiveDinteroAccountResolver;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A partner's requests for its merchants, with every kind of client.
 */
class MerchantAttachTests {

	private static final String PARTNER = "T11200000";

	private static final String MERCHANT = "T11200001";

	private static final String OTHER_MERCHANT = "T11200002";

	private final MockDinteroClient shop = MockDinteroClient.of("T12345678", "shop-client", "shop-secret");

	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(PARTNER, "partner-client", "partner-secret"))
		.client(this.shop)
		.merchant(MockMerchant.of(PARTNER, MERCHANT))
		.merchant(MockMerchant.of(PARTNER, OTHER_MERCHANT))
		.start();

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatNamesAMerchantCarriesItsToken(ClientKind kind) {
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			assertThat(client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT)).getBody()).contains(MERCHANT);
			assertThat(client.exchange(Call.get(settings(OTHER_MERCHANT)).account(OTHER_MERCHANT)).getBody())
				.contains(OTHER_MERCHANT);
			assertThat(client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT)).getStatusCode())
				.isEqualTo(HttpStatus.OK);
			assertThat(client.get(settings(PARTNER)).getBody()).contains(PARTNER);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
			assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(2);
		});
	}

	@Test
	void aRequestOfAClientThatBuffersContentNamesAMerchantToo() {
		runner(ClientKind.REST_CLIENT_ON_JDK).run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).bufferContent((uri, method) -> true).build();
			assertThat(ClientKind.of(client).exchange(Call.get(settings(MERCHANT)).account(MERCHANT)).getBody())
				.contains(MERCHANT);
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestNamesRegistrationAndMerchant(ClientKind kind) {
		runner(kind).withPropertyValues(DinteroContextRunners.registration("shop", this.shop))
			.withPropertyValues("dintero.auth.registration.shop.primary=true")
			.run((context) -> {
				ClientKind.Exchange client = kind.of(context);
				assertThat(client.exchange(Call.get(settings(MERCHANT)).registration("dintero").account(MERCHANT))
					.getStatusCode()).isEqualTo(HttpStatus.OK);
				assertThat(client.get(settings("T12345678")).getStatusCode()).isEqualTo(HttpStatus.OK);
				assertThatIllegalArgumentException()
					.isThrownBy(() -> client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT)))
					.withMessageContaining("'shop'")
					.withMessageContaining("partner");
			});
	}

	@ParameterizedTest
	@EnumSource
	void thePartnersOwnTokenIsNotGivenForAnAccountId(ClientKind kind) {
		runner(kind).run((context) -> {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> kind.of(context).exchange(Call.get(settings(PARTNER)).account(PARTNER)))
				.withMessageContaining("'dintero'")
				.withMessageContaining("DinteroRequestAttributes.own()");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestAsksForThePartnersOwnToken(ClientKind kind) {
		runner(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> MERCHANT).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			assertThat(client.exchange(Call.get(settings(PARTNER)).withOwnToken()).getBody()).contains(PARTNER);
			assertThat(client.exchange(Call.get(settings(PARTNER)).account(PARTNER).withOwnToken()).getBody())
				.contains(PARTNER);
			assertThat(this.dintero.exchangeEndpoint().requestCount()).isZero();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT).withOwnToken()))
				.withMessageContaining("'dintero'")
				.withMessageContaining("another account");
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatAsksForTheOwnTokenAndGoesToAnotherOriginFails(ClientKind kind) {
		runner(kind).run((context) -> {
			URI stranger = URI.create("http://stranger.invalid/");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> kind.of(context).exchange(Call.get(stranger).withOwnToken()))
				.withMessageContaining("http://stranger.invalid:80");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void theAccountOfARegistrationThatIsNoPartnersIsItsOwnToken(ClientKind kind) {
		DinteroContextRunners.withoutRegistration()
			.withPropertyValues("dintero.auth.base-url=" + this.dintero.baseUrl(), kind.property())
			.withPropertyValues(DinteroContextRunners.registration("shop", this.shop))
			.withBean(DinteroAccountResolver.class, () -> (registrationId) -> null)
			.run((context) -> {
				ClientKind.Exchange client = kind.of(context);
				assertThat(client.exchange(Call.get(settings("T12345678")).account("T12345678")).getStatusCode())
					.isEqualTo(HttpStatus.OK);
				assertThat(client.exchange(Call.get(settings("T12345678")).withOwnToken()).getStatusCode())
					.isEqualTo(HttpStatus.OK);
				assertThat(client.get(settings("T12345678")).getStatusCode()).isEqualTo(HttpStatus.OK);
			});
	}

	@ParameterizedTest
	@EnumSource
	void anAccountThatIsNoneFailsBeforeAnythingIsRequested(ClientKind kind) {
		runner(kind).run((context) -> {
			for (String accountId : List.of("", "T112", "T11200001/../T11200002", "11200001")) {
				assertThatIllegalArgumentException()
					.isThrownBy(() -> kind.of(context).exchange(Call.get(settings(MERCHANT)).account(accountId)))
					.withMessageStartingWith("Not the account id of a merchant");
			}
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void anAccountOfARegistrationThatIsNoPartnersFailsBeforeAnythingIsRequested(ClientKind kind) {
		DinteroContextRunners.withoutRegistration()
			.withPropertyValues("dintero.auth.base-url=" + this.dintero.baseUrl(), kind.property())
			.withPropertyValues(DinteroContextRunners.registration("shop", this.shop))
			.withBean(DinteroAccountResolver.class, () -> (registrationId) -> MERCHANT)
			.run((context) -> {
				ClientKind.Exchange client = kind.of(context);
				assertThatIllegalArgumentException()
					.isThrownBy(() -> client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT)))
					.withMessageContaining("'shop'")
					.withMessageContaining("partner");
				assertThat(this.dintero.requests()).isEmpty();
				assertThat(client.get(settings("T12345678")).getStatusCode()).isEqualTo(HttpStatus.OK);
			});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatNamesAnAccountAndGoesToAnotherOriginFails(ClientKind kind) {
		runner(kind).run((context) -> {
			URI stranger = URI.create("http://stranger.invalid/");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> kind.of(context).exchange(Call.get(stranger).account(MERCHANT)))
				.withMessageContaining("http://stranger.invalid:80")
				.withMessageContaining("dintero.auth.attach.origins");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aResolverNamesTheMerchantWhereTheRequestDoesNot(ClientKind kind) {
		List<String> asked = new CopyOnWriteArrayList<>();
		runner(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> {
			asked.add(registrationId + " on " + Thread.currentThread().getName());
			return MERCHANT;
		}).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			assertThat(client.get(settings(MERCHANT)).getBody()).contains(MERCHANT);
			assertThat(client.exchange(Call.get(settings(OTHER_MERCHANT)).account(OTHER_MERCHANT)).getBody())
				.contains(OTHER_MERCHANT);
			assertThat(client.exchange(Call.get(settings(PARTNER)).withOwnToken()).getBody()).contains(PARTNER);
			client.exchange(Call.get(settings(MERCHANT)).authorization("Basic own"));
			assertThat(asked).containsExactly("dintero on " + Thread.currentThread().getName());
		});
	}

	@ParameterizedTest
	@EnumSource
	void aResolverThatNamesNobodyFailsTheRequest(ClientKind kind) {
		runner(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> null).run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> kind.of(context).get(settings(PARTNER)))
				.withMessageContaining("'dintero'")
				.withMessageContaining("DinteroRequestAttributes.own()");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aResolverThatNamesThePartnerItselfFailsTheRequest(ClientKind kind) {
		runner(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> PARTNER).run((context) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> kind.of(context).get(settings(PARTNER)))
				.withMessageContaining("'dintero'")
				.withMessageContaining("DinteroRequestAttributes.own()");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aResolverThatThrowsFailsTheRequest(ClientKind kind) {
		runner(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> {
			throw new IllegalStateException("Nobody knows");
		}).run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> kind.of(context).get(settings(MERCHANT)))
				.withMessage("Nobody knows");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aResolverThatNamesNoAccountIdFailsTheRequest(ClientKind kind) {
		runner(kind).withBean(DinteroAccountResolver.class, () -> (registrationId) -> "somebody").run((context) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> kind.of(context).get(settings(MERCHANT)))
				.withMessageStartingWith("Not the account id of a merchant");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.MATCH_ANY, names = ".*WEB_CLIENT.*")
	void aReactiveResolverIsAskedInPlaceOfTheBlockingOne(ClientKind kind) {
		runner(kind).withUserConfiguration(TwoResolversConfiguration.class)
			.run((context) -> assertThat(kind.of(context).get(settings(OTHER_MERCHANT)).getBody())
				.contains(OTHER_MERCHANT));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.MATCH_NONE, names = ".*WEB_CLIENT.*")
	void aReactiveResolverIsNotForBlockingClients(ClientKind kind) {
		runner(kind).withUserConfiguration(TwoResolversConfiguration.class)
			.run((context) -> assertThat(kind.of(context).get(settings(MERCHANT)).getBody()).contains(MERCHANT));
	}

	@Test
	void aReactiveResolverReadsReactorsContext() {
		ReactiveDinteroAccountResolver resolver = (registrationId) -> Mono
			.deferContextual((context) -> Mono.justOrEmpty(context.<String>getOrEmpty("merchant")));
		runner(ClientKind.WEB_CLIENT_ON_REACTOR_NETTY).withBean(ReactiveDinteroAccountResolver.class, () -> resolver)
			.run((context) -> {
				WebClient client = context.getBean(WebClient.Builder.class).build();
				assertThat(client.get()
					.uri(settings(MERCHANT))
					.retrieve()
					.bodyToMono(String.class)
					.contextWrite((view) -> view.put("merchant", MERCHANT))
					.block()).contains(MERCHANT);
				assertThatIllegalStateException()
					.isThrownBy(() -> client.get().uri(settings(PARTNER)).retrieve().bodyToMono(String.class).block())
					.withMessageContaining("DinteroRequestAttributes.own()");
			});
	}

	@Test
	void aReactiveResolverThatFailsFailsTheRequest() {
		runner(ClientKind.WEB_CLIENT_ON_JDK)
			.withBean(ReactiveDinteroAccountResolver.class,
					() -> (registrationId) -> Mono.error(new IllegalStateException("Nobody knows")))
			.run((context) -> {
				assertThatIllegalStateException()
					.isThrownBy(() -> ClientKind.WEB_CLIENT_ON_JDK.of(context).get(settings(MERCHANT)))
					.withMessage("Nobody knows");
				assertThat(this.dintero.requests()).isEmpty();
			});
	}

	@Test
	void aResolverMayDependOnAClientThatCarriesTokens() {
		runner(ClientKind.REST_CLIENT_ON_JDK).withUserConfiguration(AskingResolverConfiguration.class)
			.run((context) -> {
				assertThat(ClientKind.REST_CLIENT_ON_JDK.of(context).get(settings(MERCHANT)).getBody())
					.contains(MERCHANT);
				assertThat(this.dintero.resources().requestCount()).isEqualTo(2);
			});
	}

	private ApplicationContextRunner runner(ClientKind kind) {
		return DinteroContextRunners.withMock(this.dintero).withPropertyValues(kind.property());
	}

	private URI settings(String accountId) {
		return URI.create(this.dintero.baseUrl() + "/accounts/" + accountId + "/management/settings");
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoResolversConfiguration {

		@Bean
		DinteroAccountResolver resolver() {
			return (registrationId) -> MERCHANT;
		}

		@Bean
		ReactiveDinteroAccountResolver reactiveResolver() {
			return (registrationId) -> Mono.just(OTHER_MERCHANT);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AskingResolverConfiguration {

		@Bean
		DinteroAccountResolver resolver(RestClient.Builder builder, @Value("${dintero.auth.base-url}") String baseUrl) {
			RestClient client = builder.build();
			URI settings = URI.create(baseUrl + "/accounts/" + PARTNER + "/management/settings");
			return (registrationId) -> {
				ClientKind.of(client).exchange(Call.get(settings).withOwnToken());
				return MERCHANT;
			};
		}

	}

}
