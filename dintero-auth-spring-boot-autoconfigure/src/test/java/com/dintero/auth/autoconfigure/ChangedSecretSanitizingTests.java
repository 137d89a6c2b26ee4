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

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.ClientSecret;
import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What actuator shows of client secrets that change while the application runs.
 */
class ChangedSecretSanitizingTests {

	private static final String OLD = ReloadablePartner.OLD_SECRET;

	private static final String NEW = ReloadablePartner.NEW_SECRET;

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	@Test
	void neitherTheOldNorTheNewSecretIsShownEvenBeforeAnybodyAsksForAToken() {
		application().run((context) -> {
			this.partner.reloadSecret(NEW);
			assertShowsNoSecret(context);
			assertThat(this.partner.dintero().requests()).isEmpty();
		});
	}

	@Test
	void neitherTheOldNorTheNewSecretIsShownAfterTheNewOneIsUsed() {
		application().run((context) -> {
			this.partner.changeSecretAtDintero(NEW);
			this.partner.reloadSecret(NEW);
			context.getBean(DinteroTokens.class).getToken("platform");
			assertShowsNoSecret(context);
		});
	}

	@Test
	void aSecretThatStandsUnderAnotherNameIsNotShownEither() {
		application().withPropertyValues("MY_OLD_SECRET=" + OLD, "my.document={\"secret\":\"" + OLD + "\"}")
			.run((context) -> {
				this.partner.reload("MY_SECRET", NEW);
				this.partner.reload("another.document", "{\"secret\":\"" + NEW + "\"}");
				this.partner.reloadSecret("${MY_SECRET}");
				assertShowsNoSecret(context);
				this.partner.reloadSecret(NEW);
				assertShowsNoSecret(context);
			});
	}

	@Test
	void aSecretOfASupplierIsNotShownOnceItIsUsed() {
		this.partner.changeSecretAtDintero(NEW);
		application().withPropertyValues("a.copy=" + NEW)
			.withBean(ClientSecretSupplier.class, () -> (registrationId) -> ClientSecret.of(NEW))
			.run((context) -> {
				context.getBean(DinteroTokens.class).getToken("platform");
				assertShowsNoSecret(context);
			});
	}

	@Test
	void neitherTheOldNorTheNewApiKeyIsShown() {
		String newKey = "n3w-k3y";
		application()
			.withPropertyValues("dintero.auth.registration.checkout.account-id=T12345678",
					"dintero.auth.registration.checkout.api-key=0ld-k3y", "MY_OLD_KEY=0ld-k3y",
					"a.document={\"key\":\"0ld-k3y\"}", "a.copy=" + newKey)
			.run((context) -> {
				assertThat(env(context)).contains("api-key", newKey).doesNotContain("0ld-k3y");
				assertThat(configprops(context)).contains("apiKey").doesNotContain("0ld-k3y");
				this.partner.reload("dintero.auth.registration.checkout.api-key", newKey);
				assertThat(env(context)).contains("api-key", "T12345678").doesNotContain("0ld-k3y", newKey);
				assertThat(configprops(context)).contains("apiKey").doesNotContain("0ld-k3y", newKey);
			});
	}

	@Test
	void aKeyOfTheTokenStoreIsNotShownEither() {
		application()
			.withPropertyValues("dintero.auth.store.encryption.keys[0].id=first",
					"dintero.auth.store.encryption.keys[0].value=k3y-of-the-store", "MY_KEY=k3y-of-the-store",
					"MY_NEW_KEY=n3w-k3y")
			.run((context) -> {
				assertThat(env(context)).contains("n3w-k3y");
				assertThat(env(context)).contains("MY_KEY").doesNotContain("k3y-of-the-store");
				assertThat(configprops(context)).contains("encryption", "first").doesNotContain("k3y-of-the-store");
				assertThat(context.getBean(DinteroAuthProperties.class).toString()).contains("first")
					.doesNotContain("k3y-of-the-store");
				this.partner.reload("dintero.auth.store.encryption.keys[0].value", "${MY_NEW_KEY}");
				assertThat(env(context)).contains("MY_NEW_KEY").doesNotContain("k3y-of-the-store", "n3w-k3y");
			});
	}

	@Test
	void allElseIsShown() {
		application().withPropertyValues("something.harmless=to-be-seen").run((context) -> {
			this.partner.reloadSecret(NEW);
			assertThat(env(context)).contains("T11200000", "my-partner", "to-be-seen", "******");
			assertThat(configprops(context)).contains("T11200000", "my-partner", "******");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void aSecretThatHasBecomeBlankHidesNothingElse(String blank) {
		application().withPropertyValues("something.harmless=to be seen").run((context) -> {
			this.partner.reloadSecret(blank);
			assertThat(env(context)).contains("T11200000", "to be seen");
			assertShowsNoSecret(context);
		});
	}

	@Test
	void aMistakeInWhatIsReloadedIsNotActuatorsTrouble() {
		application().run((context) -> {
			this.partner.reload("dintero.auth.http.read-timeout", "soon");
			this.partner.reload("dintero.auth.registration.platform.primary", "maybe");
			this.partner.reloadSecret(NEW);
			assertShowsNoSecret(context);
			assertThat(env(context)).contains("T11200000", "maybe");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "dintero.auth.registration.platform.client-secret",
			"dintero.auth.registration.platform.clientSecret", "dintero.auth.registration.platform.client_secret",
			"dintero.auth.registration.another.client-secret", "dintero.auth.registration[my.shop].client-secret",
			"dintero.auth.registration.MyShop.CLIENT-SECRET", "DINTERO_AUTH_REGISTRATION_PLATFORM_CLIENTSECRET",
			"DINTERO_AUTH_REGISTRATION_PLATFORM_CLIENT_SECRET", "dintero.auth.registration.checkout.api-key",
			"dintero.auth.registration.checkout.apiKey", "dintero.auth.registration[my.checkout].api_key",
			"DINTERO_AUTH_REGISTRATION_CHECKOUT_APIKEY", "DINTERO_AUTH_REGISTRATION_CHECKOUT_API_KEY",
			"dintero.auth.store.encryption.keys[0].value", "dintero.auth.store.encryption.keys[11].value",
			"DINTERO_AUTH_STORE_ENCRYPTION_KEYS_0_VALUE" })
	void whateverIsCalledASecretOrAKeyIsHidden(String key) {
		application().run((context) -> assertThat(sanitized(context, key)).isEqualTo("******"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dintero.auth.registration.platform.client-id", "dintero.auth.base-url",
			"dintero.auth.registration.platform.audience", "dintero.auth.store.encryption.keys[0].id",
			"my.client-secret", "my.api-key", "spring.security.oauth2.client.registration.google.client-secret" })
	void whatIsCalledOtherwiseIsNotOurs(String key) {
		application().run((context) -> assertThat(sanitized(context, key)).isEqualTo("a value of its own"));
	}

	private ApplicationContextRunner application() {
		return this.partner.application()
			.withConfiguration(AutoConfigurations.of(EnvironmentEndpointAutoConfiguration.class,
					ConfigurationPropertiesReportEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always");
	}

	private static void assertShowsNoSecret(ApplicationContext context) {
		assertThat(env(context)).contains("client-secret").doesNotContain(OLD, NEW);
		assertThat(configprops(context)).contains("clientSecret").doesNotContain(OLD, NEW);
	}

	private static String env(ApplicationContext context) {
		return json(context.getBean(EnvironmentEndpoint.class).environment(null));
	}

	private static String configprops(ApplicationContext context) {
		return json(context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties());
	}

	private static String json(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

	private static Object sanitized(ApplicationContext context, String key) {
		return context.getBean(SanitizingFunction.class)
			.apply(new SanitizableData(null, key, "a value of its own"))
			.getValue();
	}

}
