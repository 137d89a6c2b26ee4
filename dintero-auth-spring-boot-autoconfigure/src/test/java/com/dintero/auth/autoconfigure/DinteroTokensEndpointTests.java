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

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.autoconfigure.actuate.DinteroTokensEndpointAutoConfiguration;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actuator endpoint of the tokens, over the technologies that actuator has.
 */
@Timeout(120)
class DinteroTokensEndpointTests {

	private static final String ENDPOINT = "/dinterotokens";

	private static final String PLATFORM = ENDPOINT + "/platform";

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	private final MockDintero dintero = this.partner.dintero();

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void showsAllRegistrationsTheirOwnTokensAndTheNumberOfTheirMerchants(WebApplicationType type) throws Exception {
		try (ActuatorApplication application = start(type,
				ActuatorApplication.registration("shop", "a-wrong-secret"))) {
			OAuth2AccessToken merchants = application.tokens().getToken("platform", "T11200001");
			application.assertFails("platform", "T11200009");
			application.assertFails("shop");
			assertThat(application.send("GET", ENDPOINT).body()).doesNotContain(merchants.getTokenValue(),
					application.getToken().getTokenValue(), ReloadablePartner.OLD_SECRET, "a-wrong-secret",
					"my-partner");
			JsonNode registrations = application.get(ENDPOINT).path("registrations");
			assertThat(registrations.propertyNames()).containsExactlyInAnyOrder("platform", "shop");
			JsonNode platform = registrations.path("platform");
			assertThat(text(platform, "/account")).isEqualTo("T11200000");
			assertThat(platform.path("merchantCount")).isEqualTo(tree("{\"VALID\":1,\"FAILED\":1}"));
			assertThat(platform.path("token").propertyNames()).containsExactlyInAnyOrder("state", "issued", "expires",
					"nextRenewal");
			String now = this.partner.clock().instant().toString();
			assertThat(text(platform, "/token/state")).isEqualTo("VALID");
			assertThat(text(platform, "/token/issued")).isEqualTo(now);
			assertThat(text(platform, "/token/nextRenewal")).isGreaterThan(now);
			JsonNode shop = registrations.path("shop");
			assertThat(text(shop, "/token/state")).isEqualTo("FAILED");
			assertThat(text(shop, "/token/lastFailure/since")).isEqualTo(now);
			assertThat(text(shop, "/token/lastFailure/error")).isEqualTo("invalid_client");
			assertThat(shop.at("/token/lastFailure/status").asInt()).isEqualTo(401);
			assertThat(text(shop, "/token/lastFailure/message")).contains("Check the client id");
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void showsTheMerchantsOfARegistrationAPageAtATime(WebApplicationType type) throws Exception {
		try (ActuatorApplication application = start(type)) {
			getMerchants(application, 5);
			assertThat(accounts(application, "")).hasSize(5);
			JsonNode first = application.get(PLATFORM + "?limit=2");
			assertThat(first.path("merchants").propertyNames()).containsExactly("T11200001", "T11200002");
			assertThat(text(first, "/next")).isEqualTo("T11200002");
			assertThat(accounts(application, "?limit=2&after=T11200002")).containsExactly("T11200003", "T11200004");
			JsonNode last = application.get(PLATFORM + "?limit=2&after=T11200004");
			assertThat(last.path("merchants").propertyNames()).containsExactly("T11200005");
			assertThat(last.has("next")).isFalse();
			assertThat(last.path("merchantCount")).isEqualTo(tree("{\"VALID\":5}"));
			assertThat(last.toString())
				.doesNotContain(application.tokens().getToken("platform", "T11200005").getTokenValue());
		}
	}

	@Test
	void findsTheMerchantsThatFail() throws Exception {
		try (ActuatorApplication application = start(WebApplicationType.SERVLET)) {
			getMerchants(application, 2);
			application.assertFails("platform", "T11200009");
			assertThat(accounts(application, "?state=failed")).containsExactly("T11200009");
			JsonNode failed = application.get(PLATFORM + "/T11200009");
			assertThat(text(failed, "/account")).isEqualTo("T11200009");
			assertThat(text(failed, "/token/lastFailure/error")).isEqualTo("access_denied");
			assertThat(text(application.get(PLATFORM + "/T11200000"), "/token/state")).isEqualTo("VALID");
			for (String nonsense : List.of("limit=0", "limit=-1", "limit=1001", "limit=many", "state=broken")) {
				assertThat(application.send("GET", PLATFORM + "?" + nonsense).statusCode()).as(nonsense).isEqualTo(400);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void forgetsAMerchantOrARegistration(WebApplicationType type) throws Exception {
		try (ActuatorApplication application = start(type)) {
			getMerchants(application, 2);
			assertThat(application.send("DELETE", PLATFORM + "/T11200001").statusCode()).isEqualTo(204);
			assertThat(accounts(application, "")).containsExactly("T11200002");
			getMerchants(application, 2);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
			assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(3);
			assertThat(application.send("DELETE", PLATFORM).statusCode()).isEqualTo(204);
			assertThat(accounts(application, "")).isEmpty();
			assertThat(application.get(PLATFORM).path("token")).isEqualTo(tree("{\"state\":\"NONE\"}"));
			assertThat(application.send("GET", PLATFORM + "/T11200001").statusCode()).isEqualTo(404);
			assertThat(application.send("GET", ENDPOINT + "/other").statusCode()).isEqualTo(404);
			assertThat(application.send("GET", ENDPOINT + "/other/T11200001").statusCode()).isEqualTo(404);
			assertThat(application.send("DELETE", ENDPOINT + "/other").statusCode()).isEqualTo(400);
		}
	}

	@Test
	void onlyReadsWhereActuatorMay() throws Exception {
		try (ActuatorApplication application = start(WebApplicationType.SERVLET,
				"management.endpoint.dinterotokens.access=read-only")) {
			getMerchants(application, 1);
			assertThat(application.send("DELETE", PLATFORM).statusCode()).isEqualTo(405);
			assertThat(accounts(application, "")).containsExactly("T11200001");
		}
	}

	@Test
	void worksOverJmx() throws Exception {
		try (ActuatorApplication application = start(WebApplicationType.NONE, "spring.jmx.enabled=true",
				"spring.jmx.default-domain=dintero-test", "management.endpoints.jmx.exposure.include=dinterotokens")) {
			getMerchants(application, 2);
			assertThat(invoke("registrations").toString()).contains("platform", "T11200000");
			assertThat(invoke("registration", "platform", null, 1, "VALID").toString()).contains("T11200001")
				.doesNotContain(application.tokens().getToken("platform", "T11200001").getTokenValue());
			invoke("forgetAccount", "platform", "T11200001");
			assertThat(invoke("registration", "platform", null, null, null).toString()).contains("T11200002")
				.doesNotContain("T11200001");
			invoke("forgetRegistration", "platform");
			assertThat(invoke("registrations").toString()).contains("NONE");
		}
	}

	@Test
	void isNotThereWhereNothingExposesIt() {
		application().run((context) -> assertThat(context).doesNotHaveBean("dinteroTokensEndpoint"));
		application().withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).hasBean("dinteroTokensEndpoint"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoint.dinterotokens.access=NONE", "dintero.auth.enabled=false" })
	void canBeSwitchedOff(String property) {
		application().withPropertyValues("management.endpoints.web.exposure.include=*", property)
			.run((context) -> assertThat(context).doesNotHaveBean("dinteroTokensEndpoint"));
	}

	@Test
	void isNotThereWithoutActuator() {
		application().withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("dinteroTokensEndpoint"));
	}

	private ApplicationContextRunner application() {
		return this.partner.application()
			.withConfiguration(AutoConfigurations.of(DinteroTokensEndpointAutoConfiguration.class));
	}

	private ActuatorApplication start(WebApplicationType type, String... properties) {
		return ActuatorApplication.start(this.partner, type, properties);
	}

	private void getMerchants(ActuatorApplication application, int count) {
		for (int i = 1; i <= count; i++) {
			String merchant = "T1120000" + i;
			this.dintero.register(MockMerchant.of("T11200000", merchant));
			application.tokens().getToken("platform", merchant);
		}
	}

	private static List<String> accounts(ActuatorApplication application, String query) throws Exception {
		return List.copyOf(application.get(PLATFORM + query).path("merchants").propertyNames());
	}

	private static String text(JsonNode node, String pointer) {
		return node.at(pointer).asString();
	}

	private static JsonNode tree(String json) {
		return JsonMapper.shared().readTree(json);
	}

	private static Object invoke(String operation, Object... arguments) throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = server.queryNames(new ObjectName("dintero-test:type=Endpoint,name=Dinterotokens,*"), null)
			.iterator()
			.next();
		String[] signature = Arrays.stream(server.getMBeanInfo(name).getOperations())
			.filter((it) -> it.getName().equals(operation))
			.flatMap((it) -> Arrays.stream(it.getSignature()))
			.map((parameter) -> parameter.getType())
			.toArray(String[]::new);
		return Objects.requireNonNullElse(server.invoke(name, operation, arguments, signature), Map.of());
	}

}
