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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;
import redis.embedded.RedisServer;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;

/**
 * Starts the application twice. Both instances talk to the same {@code MockDintero} and
 * share their tokens in Redis.
 */
public final class TwoInstances implements AutoCloseable {

	private final RedisServer redis;

	private final ConfigurableApplicationContext first;

	private final ConfigurableApplicationContext second;

	private TwoInstances(int firstPort, int secondPort, String... args) throws IOException {
		int redisPort = freePort();
		this.redis = RedisServer.newRedisServer().port(redisPort).setting("save \"\"").build();
		this.redis.start();
		String[] store = { "--spring.data.redis.port=" + redisPort, "--dintero.auth.store.type=redis",
				"--dintero.auth.store.encryption.keys[0].id=sample",
				"--dintero.auth.store.encryption.keys[0].value=" + newKey() };
		this.first = PartnerApplication.application(Credentials.of(Map.of()))
			.run(join(args, store, "--server.port=" + firstPort));
		MockDintero dintero = dintero();
		SpringApplication application = PartnerApplication.application(credentials(dintero.client()));
		application.addInitializers(
				(context) -> context.getBeanFactory().registerSingleton(MockDintero.class.getName(), dintero));
		this.second = application
			.run(join(args, store, "--server.port=" + secondPort, "--dintero.auth.base-url=" + dintero.baseUrl()));
	}

	public static void main(String[] args) throws IOException {
		start(8080, 8081, args);
		System.out.println("Open http://127.0.0.1:8080/, and then http://127.0.0.1:8081/");
	}

	static TwoInstances start(int firstPort, int secondPort, String... args) throws IOException {
		return new TwoInstances(firstPort, secondPort, args);
	}

	ConfigurableApplicationContext first() {
		return this.first;
	}

	ConfigurableApplicationContext second() {
		return this.second;
	}

	MockDintero dintero() {
		return this.first.getBean(MockDintero.class);
	}

	private Credentials credentials(MockDinteroClient client) {
		return Credentials.of(Map.of("DINTERO_ACCOUNT_ID", client.accountId(), "DINTERO_CLIENT_ID", client.clientId(),
				"DINTERO_CLIENT_SECRET", client.clientSecret(), "DINTERO_MERCHANTS",
				String.join(",", this.first.getBean(PartnerProperties.class).merchants())));
	}

	private static String[] join(String[] args, String[] store, String... others) {
		return StringUtils.concatenateStringArrays(StringUtils.concatenateStringArrays(args, store), others);
	}

	private static String newKey() {
		byte[] key = new byte[32];
		new SecureRandom().nextBytes(key);
		return Base64.getEncoder().encodeToString(key);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Override
	public void close() throws IOException {
		this.second.close();
		this.first.close();
		this.redis.stop();
	}

}
