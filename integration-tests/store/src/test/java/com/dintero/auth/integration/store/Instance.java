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

package com.dintero.auth.integration.store;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.AccountId;
import com.dintero.auth.ClientSecret;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Exchange;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenTransport;
import com.dintero.auth.internal.store.EncryptionKey;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.store.redis.RedisTokenStore;
import com.dintero.auth.internal.token.DefaultDinteroTokens;
import com.dintero.auth.internal.token.DefaultReactiveDinteroTokens;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.internal.user.UserClients;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.user.DinteroUserClient;

/**
 * One instance of an application that shares its tokens.
 */
final class Instance implements AutoCloseable {

	static final String REGISTRATION = "platform";

	static final String PARTNER = "T11200000";

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

	/**
	 * A time-out that a busy machine does not reach.
	 */
	static final Duration PATIENT = Duration.ofSeconds(10);

	private static final EncryptionKey KEY = EncryptionKey.of("1", Base64.getEncoder().encodeToString(new byte[32]));

	private final LettuceConnectionFactory connections;

	private final TokenEndpointClient client;

	private final StoreClient store;

	private final TokenCache cache;

	private final DinteroUserClient users;

	private final AtomicReference<ClientSecret> secret = new AtomicReference<>(ClientSecret.of("partner-secret"));

	private final AtomicReference<List<EncryptionKey>> keys = new AtomicReference<>(List.of(KEY));

	Instance(MockDintero dintero, int redisPort) {
		this(dintero, redisPort, Clock.systemUTC(), PATIENT);
	}

	Instance(MockDintero dintero, int redisPort, Clock clock, Duration timeout) {
		this(dintero, redisPort, clock, timeout, READ_TIMEOUT);
	}

	Instance(MockDintero dintero, int redisPort, Clock clock, Duration timeout, Duration readTimeout) {
		this.connections = new LettuceConnectionFactory(new RedisStandaloneConfiguration(TestRedis.HOST, redisPort),
				LettuceClientConfiguration.builder().commandTimeout(PATIENT).build());
		this.connections.start();
		TokenTransport transport = TokenTransport.open((builder) -> builder.connectTimeout(readTimeout), null, null);
		this.client = new TokenEndpointClient(transport, readTimeout, Duration.ofSeconds(10), 16, clock);
		this.store = new StoreClient(new RedisTokenStore(this.connections, transport.executor()), this.keys::get,
				"test:", timeout, transport, clock);
		String audience = "https://api.dintero.com/v1/accounts/" + PARTNER;
		DinteroRegistration registration = new DinteroRegistration(REGISTRATION, URI.create(dintero.baseUrl()),
				new AccountId(PARTNER), "partner", this.secret.get(), audience, true, new Exchange(true, audience),
				AuthorizationGrantType.CLIENT_CREDENTIALS, null, null);
		DinteroRegistrations registrations = new DinteroRegistrations(List.of(registration));
		this.cache = new TokenCache(registrations, this.client, (registrationId) -> this.secret.get(),
				Duration.ofMinutes(1), clock, this.store);
		this.users = new UserClients(registrations, this.client, this.cache,
				new GrantTypeNames("account_user_token", "mfa-oob"), clock, this.store)
			.blocking(REGISTRATION);
	}

	DinteroTokens tokens() {
		return new DefaultDinteroTokens(this.cache);
	}

	ReactiveDinteroTokens reactiveTokens() {
		return new DefaultReactiveDinteroTokens(this.cache);
	}

	TokenCache cache() {
		return this.cache;
	}

	DinteroUserClient users() {
		return this.users;
	}

	int queuedRequests() {
		return this.client.queuedRequests(REGISTRATION);
	}

	StoreClient store() {
		return this.store;
	}

	void rotate(String secret) {
		this.secret.set(ClientSecret.of(secret));
	}

	void encryptWith(EncryptionKey... keys) {
		this.keys.set(List.of(keys));
	}

	/**
	 * End without releasing anything, like a process that is killed.
	 */
	void kill() {
		this.connections.destroy();
		this.client.close();
	}

	@Override
	public void close() {
		this.client.close();
		this.connections.destroy();
	}

}
