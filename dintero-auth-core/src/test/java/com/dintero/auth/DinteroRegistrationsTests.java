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

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link DinteroRegistrations}.
 */
@Timeout(120)
class DinteroRegistrationsTests {

	private final DinteroRegistration one = TestRegistrations.idle("one", false);

	private final DinteroRegistration two = TestRegistrations.idle("two", false);

	private final DinteroRegistration primary = TestRegistrations.idle("main", true);

	private final ApiKeyRegistration key = TestRegistrations.apiKey("key", "T12345678", false);

	private final ApiKeyRegistration primaryKey = TestRegistrations.apiKey("main-key", "T12345678", true);

	@Test
	void areFoundByTheirIds() {
		DinteroRegistrations registrations = of(this.one, this.two);
		assertThat(registrations.get("one")).isSameAs(this.one);
		assertThat(registrations.get("two")).isSameAs(this.two);
	}

	@Test
	void anUnknownIdIsToldTogetherWithThoseThatThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> of(this.one, this.two).get("three"))
			.withMessageContainingAll("'three'", "[one, two]");
	}

	@Test
	void idsAreCaseSensitive() {
		assertThatIllegalArgumentException().isThrownBy(() -> of(this.one).get("One"))
			.withMessageContainingAll("'One'", "[one]");
	}

	@Test
	void theOnlyOneIsTheDefault() {
		assertThat(of(this.one).getDefault()).isSameAs(this.one);
	}

	@Test
	void thePrimaryOneIsTheDefaultOfSeveral() {
		assertThat(of(this.one, this.primary, this.two).getDefault()).isSameAs(this.primary);
	}

	@Test
	void severalWithoutAPrimaryHaveNoDefaultAndAreListed() {
		assertThatIllegalStateException().isThrownBy(() -> of(this.one, this.two).getDefault())
			.withMessageContainingAll("[one, two]", "primary", "dintero.auth.registration.<id>.primary");
	}

	@Test
	void noneHasNoDefault() {
		assertThatIllegalStateException().isThrownBy(() -> of().getDefault()).withMessageContaining("[]");
	}

	@Test
	void twoPrimaryOnesAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> of(this.primary, this.one, TestRegistrations.idle("other", true)))
			.withMessageContainingAll("'main'", "'other'", "primary");
	}

	@Test
	void twoOfTheSameIdAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> of(this.one, TestRegistrations.idle("one", false)))
			.withMessageContaining("Two Dintero registrations have the id 'one'");
	}

	@Test
	void areListedInTheOrderOfTheirConfigurationAndCannotBeChanged() {
		DinteroRegistrations registrations = of(this.two, this.primary, this.one);
		assertThat(registrations.all()).containsExactly(this.two, this.primary, this.one);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> registrations.all().clear());
	}

	@Test
	void aChangedSecretIsThatOfItsRegistrationFromThenOn() {
		DinteroRegistrations registrations = of(this.one, this.two);
		assertThat(registrations.changeClientSecret("one", ClientSecret.of("another"))).isTrue();
		assertThat(registrations.get("one")).isEqualTo(this.one.withClientSecret(ClientSecret.of("another")));
		assertThat(registrations.get("two")).isSameAs(this.two);
	}

	@Test
	void theSameSecretIsNoChange() {
		DinteroRegistrations registrations = of(this.one);
		assertThat(registrations.changeClientSecret("one", ClientSecret.of("my-secret"))).isFalse();
		assertThat(registrations.get("one")).isSameAs(this.one);
		assertThat(registrations.changeClientSecret("one", ClientSecret.of("another"))).isTrue();
		assertThat(registrations.changeClientSecret("one", ClientSecret.of("another"))).isFalse();
	}

	@Test
	void theDefaultOneHasItsChangedSecret() {
		DinteroRegistrations single = of(this.one);
		single.changeClientSecret("one", ClientSecret.of("another"));
		assertThat(single.getDefault().clientSecret()).isEqualTo(ClientSecret.of("another"));
		DinteroRegistrations several = of(this.one, this.primary);
		several.changeClientSecret("main", ClientSecret.of("another"));
		assertThat(several.getDefault().clientSecret()).isEqualTo(ClientSecret.of("another"));
	}

	@Test
	void aChangeLeavesTheOrderAndWhatWasListedBefore() {
		DinteroRegistrations registrations = of(this.two, this.primary, this.one);
		Collection<DinteroRegistration> before = registrations.all();
		registrations.changeClientSecret("two", ClientSecret.of("another"));
		assertThat(registrations.all()).extracting(DinteroRegistration::registrationId)
			.containsExactly("two", "main", "one");
		assertThat(before).containsExactly(this.two, this.primary, this.one);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> registrations.all().clear());
	}

	@Test
	void thereIsNoSecretToChangeOfAnUnknownRegistration() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> of(this.one).changeClientSecret("two", ClientSecret.of("another-secret")))
			.withMessageContainingAll("'two'", "[one]")
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("another-secret"));
	}

	@Test
	void whileSecretsChangeReadersSeeTheOldOrTheNewOneOfEachAndNoChangeIsLost() throws Exception {
		DinteroRegistrations registrations = of(this.one, this.two);
		int changes = 20_000;
		List<FutureTask<Integer>> writers = List.of(writer(registrations, "one", changes),
				writer(registrations, "two", changes));
		writers.forEach((writer) -> new Thread(writer, "writer").start());
		int last = -1;
		while (!writers.stream().allMatch(FutureTask::isDone)) {
			int seen = number(registrations.get("one"));
			assertThat(seen).isGreaterThanOrEqualTo(last);
			assertThat(registrations.all()).hasSize(2);
			assertThat(registrations.all().iterator().next().registrationId()).isEqualTo("one");
			last = seen;
		}
		for (FutureTask<Integer> writer : writers) {
			assertThat(writer.get(60, TimeUnit.SECONDS)).isEqualTo(changes);
		}
		assertThat(registrations.all()).map(DinteroRegistrationsTests::number)
			.containsExactly(changes - 1, changes - 1);
	}

	// Counts the changes
	private static FutureTask<Integer> writer(DinteroRegistrations registrations, String registrationId, int times) {
		return new FutureTask<>(() -> {
			int changes = 0;
			for (int i = 0; i < times; i++) {
				if (registrations.changeClientSecret(registrationId, ClientSecret.of(String.valueOf(i)))) {
					changes++;
				}
			}
			return changes;
		});
	}

	private static int number(DinteroRegistration registration) {
		String secret = registration.clientSecret().reveal();
		return secret.equals("my-secret") ? -1 : Integer.parseInt(secret);
	}

	@Test
	void noMessageHoldsASecret() {
		assertThatIllegalArgumentException().isThrownBy(() -> of(this.one).get("two"))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("my-secret"));
		assertThatIllegalStateException().isThrownBy(() -> of(this.one, this.two).getDefault())
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("my-secret"));
	}

	@Test
	void apiKeysAreFoundByTheirIds() {
		DinteroRegistrations registrations = with(this.key, this.one);
		assertThat(registrations.findApiKey("key")).isSameAs(this.key);
		assertThat(registrations.findApiKey("one")).isNull();
		assertThat(registrations.findApiKey("nobodys")).isNull();
	}

	@Test
	void whoLooksForTokensDoesNotSeeApiKeys() {
		DinteroRegistrations registrations = with(this.key, this.one);
		assertThat(registrations.all()).containsExactly(this.one);
		assertThat(registrations.contains("one")).isTrue();
		assertThat(registrations.contains("key")).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> registrations.get("key"))
			.withMessage("The Dintero registration 'key' has an API key and gets no tokens");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> registrations.changeClientSecret("key", ClientSecret.of("another")))
			.withMessageContaining("has an API key");
	}

	@Test
	void anUnknownIdIsToldTogetherWithThoseOfBothKinds() {
		assertThatIllegalArgumentException().isThrownBy(() -> with(this.key, this.one).get("three"))
			.withMessageContainingAll("'three'", "[one, key]");
	}

	@Test
	void theOnlyApiKeyIsTheDefault() {
		DinteroRegistrations registrations = with(this.key);
		assertThat(registrations.getDefaultId()).isEqualTo("key");
		assertThatIllegalArgumentException().isThrownBy(registrations::getDefault)
			.withMessageContaining("has an API key");
	}

	@Test
	void thePrimaryOneIsTheDefaultOfBothKinds() {
		assertThat(with(this.key, this.one, this.primary).getDefaultId()).isEqualTo("main");
		assertThat(with(this.primaryKey, this.one, this.two).getDefaultId()).isEqualTo("main-key");
		assertThat(with(this.key, this.primary).getDefault()).isSameAs(this.primary);
	}

	@Test
	void oneOfEachKindWithoutAPrimaryHaveNoDefaultAndAreListed() {
		assertThatIllegalStateException().isThrownBy(() -> with(this.key, this.one).getDefaultId())
			.withMessageContainingAll("[one, key]", "primary");
	}

	@Test
	void primaryOnesOfBothKindsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> with(this.primaryKey, this.primary))
			.withMessageContainingAll("'main'", "'main-key'", "primary");
	}

	@Test
	void theSameIdOfBothKindsIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> with(TestRegistrations.apiKey("one", "T12345678", false), this.one))
			.withMessageContaining("Two Dintero registrations have the id 'one'");
	}

	@Test
	void noMessageHoldsAnApiKey() {
		assertThatIllegalArgumentException().isThrownBy(() -> with(this.key).get("key"))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("my-api-key"));
		assertThatIllegalStateException().isThrownBy(() -> with(this.key, this.one).getDefault())
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("my-api-key"));
	}

	private static DinteroRegistrations with(ApiKeyRegistration apiKey, DinteroRegistration... registrations) {
		return new DinteroRegistrations(Arrays.asList(registrations), List.of(apiKey));
	}

	private static DinteroRegistrations of(DinteroRegistration... registrations) {
		List<DinteroRegistration> list = Arrays.asList(registrations);
		return new DinteroRegistrations(list);
	}

}
