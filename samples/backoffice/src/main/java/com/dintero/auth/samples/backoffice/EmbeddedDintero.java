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

package com.dintero.auth.samples.backoffice;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.Assert;

import com.dintero.auth.samples.identity.IdentityServer;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;
import com.dintero.auth.test.MockUser;

/**
 * Starts an identity provider and a Dintero inside the application. The Dintero redeems
 * its codes there, with a secret that the application does not know.
 */
final class EmbeddedDintero implements ApplicationContextInitializer<GenericApplicationContext> {

	/**
	 * The password of the users whom the Dintero inside knows.
	 */
	static final String PASSWORD = "fjord-and-fell";

	private static final String ACCOUNT_ID = "T11200001";

	// Enough to see what a sign-in takes, and no leak
	private static final int RECORDED_REQUESTS = 1000;

	private final Clock clock;

	EmbeddedDintero(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void initialize(GenericApplicationContext context) {
		Settings settings = Binder.get(context.getEnvironment()).bindOrCreate("sample.embedded", Settings.class);
		DefaultListableBeanFactory beanFactory = context.getDefaultListableBeanFactory();
		beanFactory.registerSingleton(Settings.class.getName(), settings);
		String clientSecret = UUID.randomUUID().toString();
		String issuer = startIdentityServer(settings, clientSecret, beanFactory);
		MockDintero dintero = MockDintero.builder()
			.client(MockDinteroClient.of(ACCOUNT_ID, "sample-back-office", "sample-secret"))
			.merchant(new MockMerchant(ACCOUNT_ID, "T11200000", "Nordlys Kaffe AS"))
			.user(MockUser.of(ACCOUNT_ID, "kari", PASSWORD))
			.user(MockUser.of(ACCOUNT_ID, "ola", PASSWORD)
				.withPhoneNumber("+4799999999")
				.withEmail("ola@example.com")
				.withMfa())
			.authority(new CodeRedemption(issuer, IdentityServer.CLIENT_ID, clientSecret))
			.clock(this.clock)
			.recordedRequests(RECORDED_REQUESTS)
			.start();
		register(dintero, beanFactory);
		MockDinteroClient client = dintero.client();
		Credentials.of(Map.of("DINTERO_ACCOUNT_ID", client.accountId(), "DINTERO_CLIENT_ID", client.clientId(),
				"DINTERO_CLIENT_SECRET", client.clientSecret(), "LOGIN_ISSUER_URI", issuer, "LOGIN_CLIENT_ID",
				IdentityServer.CLIENT_ID))
			.initialize(context);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("mockDintero", Map.of("dintero.auth.base-url", dintero.baseUrl())));
	}

	// Ahead-of-time processing needs no server, only its address
	private static String startIdentityServer(Settings settings, String clientSecret,
			DefaultListableBeanFactory beanFactory) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return "http://127.0.0.1:" + settings.identityServerPort();
		}
		IdentityServer identityServer = IdentityServer.start(settings.identityServerPort(), clientSecret,
				settings.userName(), settings.password(), settings.fullName());
		register(identityServer, beanFactory);
		return identityServer.issuer();
	}

	// A singleton, not a bean definition: code that is generated ahead of time could not
	// create it
	private static void register(AutoCloseable server, DefaultListableBeanFactory beanFactory) {
		String name = server.getClass().getName();
		beanFactory.registerSingleton(name, server);
		beanFactory.registerDisposableBean(name, server::close);
	}

	/**
	 * What the identity provider inside is like.
	 *
	 * @param identityServerPort its port
	 * @param userName the name of its one user
	 * @param password the password of its one user
	 * @param fullName what that user is called
	 */
	record Settings(@DefaultValue("9000") int identityServerPort, @DefaultValue("ada") String userName,
			@DefaultValue("analytical-engine") String password, @DefaultValue("Ada Lovelace") String fullName) {

		Settings {
			Assert.hasText(userName, "'sample.embedded.user-name' must not be blank");
			Assert.hasText(password, "'sample.embedded.password' must not be blank");
			Assert.hasText(fullName, "'sample.embedded.full-name' must not be blank");
		}

	}

}
