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

package com.dintero.auth.benchmarks.client;

import java.time.Clock;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.benchmarks.server.ServerAddress;

/**
 * This project, as an application has it: the auto-configuration with its defaults.
 */
public final class DinteroClient implements TokenClient {

	private static final String REGISTRATION = "partner";

	private final ConfigurableApplicationContext context;

	private final DinteroTokens tokens;

	private DinteroClient(ConfigurableApplicationContext context) {
		this.context = context;
		this.tokens = context.getBean(DinteroTokens.class);
	}

	/**
	 * Start an application.
	 * @param server where tokens come from
	 * @return the client
	 */
	public static DinteroClient start(ServerAddress server) {
		return start(server, Clock.systemUTC());
	}

	/**
	 * Start an application with a clock of its own.
	 * @param server where tokens come from
	 * @param clock the bean {@code dinteroClock}
	 * @return the client
	 */
	public static DinteroClient start(ServerAddress server, Clock clock) {
		return start(server, clock, (context) -> {
		});
	}

	/**
	 * Start an application that shares its tokens in Redis.
	 * @param server where tokens come from
	 * @param redisPort where Redis is, on this machine
	 * @return the client
	 */
	public static DinteroClient startShared(ServerAddress server, int redisPort) {
		return start(server, Clock.systemUTC(), new SharedStore(redisPort));
	}

	private static DinteroClient start(ServerAddress server, Clock clock,
			ApplicationContextInitializer<GenericApplicationContext> store) {
		return new DinteroClient(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("dinteroClock", Clock.class,
					() -> clock), store)
			.properties("logging.level.root=error", "dintero.auth.base-url=" + server.baseUrl(),
					"dintero.auth.registration.partner.account-id=" + ServerAddress.PARTNER_ID,
					"dintero.auth.registration.partner.client-id=" + ServerAddress.CLIENT_ID,
					"dintero.auth.registration.partner.client-secret=" + ServerAddress.CLIENT_SECRET)
			.run());
	}

	@Override
	public OAuth2AccessToken getToken() {
		return this.tokens.getToken(REGISTRATION);
	}

	@Override
	public OAuth2AccessToken getToken(String accountId) {
		return this.tokens.getToken(REGISTRATION, accountId);
	}

	@Override
	public String value(Object token) {
		return ((OAuth2AccessToken) token).getTokenValue();
	}

	@Override
	public void forget() {
		this.tokens.invalidate(REGISTRATION);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
