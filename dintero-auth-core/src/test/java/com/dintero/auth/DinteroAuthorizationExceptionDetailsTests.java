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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.dintero.auth.DinteroAuthorizationException.Details;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Details}.
 */
class DinteroAuthorizationExceptionDetailsTests {

	private static final URI ENDPOINT = URI.create("https://api.dintero.invalid/v1/accounts/T11200001/auth/token");

	@Test
	void areTheSameAfterSerialization() throws Exception {
		Details details = new Details("platform", "T11200001", ENDPOINT, 429, "code", Duration.ofSeconds(7),
				List.of(Map.of("field", List.of("account_id", 1, true))));
		assertThat(copyOf(details)).isEqualTo(details);
		assertThat(copyOf(details).accountId()).isEqualTo("T11200001");
	}

	@Test
	void areTheSameAfterSerializationWithoutAnAccountAndAnAnswer() throws Exception {
		Details details = Details.withoutAnswer("dintero", null, ENDPOINT);
		assertThat(copyOf(details)).isEqualTo(details);
		assertThat(copyOf(details).accountId()).isNull();
	}

	@Test
	void withoutAnAnswerTheMerchantIsStillNamed() {
		Details details = Details.withoutAnswer("platform", "T11200001", ENDPOINT);
		assertThat(details).isEqualTo(new Details("platform", "T11200001", ENDPOINT, null, null, null, List.of()));
	}

	private static Details copyOf(Details details) throws IOException, ClassNotFoundException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(details);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return (Details) in.readObject();
		}
	}

}
