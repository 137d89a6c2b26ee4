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

package com.dintero.auth.samples.partner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.Assert;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;

/**
 * Starts a Dintero inside the application, with a partner and its merchants. It is as
 * slow as if it were somewhere else, and does not know all the merchants that the
 * platform believes to have.
 */
final class EmbeddedDintero implements ApplicationContextInitializer<GenericApplicationContext> {

	static final String PARTNER = "T11200000";

	/**
	 * Merchants that only the platform knows.
	 */
	static final List<String> UNKNOWN = List.of("T11200005", "T11200121");

	// Enough to count what one view of the page takes, and no leak
	private static final int RECORDED_REQUESTS = 1000;

	@Override
	public void initialize(GenericApplicationContext context) {
		Settings settings = Binder.get(context.getEnvironment()).bindOrCreate("sample.embedded", Settings.class);
		List<MockMerchant> merchants = merchants(settings.merchants());
		MockDintero dintero = start(merchants, settings.latency());
		register(dintero, context.getDefaultListableBeanFactory());
		MockDinteroClient client = dintero.client();
		Credentials.of(Map.of("DINTERO_ACCOUNT_ID", client.accountId(), "DINTERO_CLIENT_ID", client.clientId(),
				"DINTERO_CLIENT_SECRET", client.clientSecret()))
			.initialize(context);
		List<String> accountIds = merchants.stream().map(MockMerchant::accountId).toList();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("mockDintero",
					Map.of("dintero.auth.base-url", dintero.baseUrl(), "sample.merchants", accountIds)));
	}

	// A singleton, not a bean definition: code that is generated ahead of time could not
	// create it
	private static void register(MockDintero dintero, DefaultListableBeanFactory beanFactory) {
		String name = MockDintero.class.getName();
		beanFactory.registerSingleton(name, dintero);
		beanFactory.registerDisposableBean(name, dintero::close);
	}

	private static MockDintero start(List<MockMerchant> merchants, Duration latency) {
		MockDintero.Builder builder = MockDintero.builder()
			.client(MockDinteroClient.of(PARTNER, "sample-platform", "sample-secret"))
			.recordedRequests(RECORDED_REQUESTS);
		merchants.stream().filter((merchant) -> !UNKNOWN.contains(merchant.accountId())).forEach(builder::merchant);
		MockDintero dintero = builder.start();
		Stream
			.of(dintero.tokenEndpoint(), dintero.exchangeEndpoint(), dintero.merchantTokenEndpoint(),
					dintero.resources())
			.forEach((endpoint) -> endpoint.delay(latency));
		return dintero;
	}

	private static List<MockMerchant> merchants(int number) {
		int partner = Integer.parseInt(PARTNER.substring(1));
		return IntStream.range(0, number)
			.mapToObj((index) -> new MockMerchant("T" + (partner + 1 + index), PARTNER, BusinessNames.get(index)))
			.toList();
	}

	/**
	 * What the Dintero inside is like.
	 *
	 * @param merchants how many merchants the partner has
	 * @param latency how long each answer takes
	 */
	record Settings(@DefaultValue("200") int merchants, @DefaultValue("40ms") Duration latency) {

		Settings {
			Assert.isTrue(merchants >= 0 && merchants < 100_000,
					"'sample.embedded.merchants' must be between 0 and 99999");
			Assert.isTrue(!latency.isNegative(), "'sample.embedded.latency' must not be negative");
		}

	}

}
