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
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link DinteroRegistrations}.
 */
class DinteroRegistrationsTests {

	private final DinteroRegistration one = TestRegistrations.idle("one", false);

	private final DinteroRegistration two = TestRegistrations.idle("two", false);

	private final DinteroRegistration primary = TestRegistrations.idle("main", true);

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
			.withMessageContaining("two Dintero registrations 'one'");
	}

	@Test
	void areListedInTheOrderOfTheirConfigurationAndCannotBeChanged() {
		DinteroRegistrations registrations = of(this.two, this.primary, this.one);
		assertThat(registrations.all()).containsExactly(this.two, this.primary, this.one);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> registrations.all().clear());
	}

	@Test
	void noMessageHoldsASecret() {
		assertThatIllegalArgumentException().isThrownBy(() -> of(this.one).get("two"))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("my-secret"));
		assertThatIllegalStateException().isThrownBy(() -> of(this.one, this.two).getDefault())
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("my-secret"));
	}

	private static DinteroRegistrations of(DinteroRegistration... registrations) {
		List<DinteroRegistration> list = Arrays.asList(registrations);
		return new DinteroRegistrations(list);
	}

}
