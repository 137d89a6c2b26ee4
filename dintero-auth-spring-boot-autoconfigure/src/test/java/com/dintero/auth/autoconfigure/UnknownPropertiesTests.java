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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A property under {@code dintero.auth} that binds to nothing stops the start.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertiesTests {

	private static final String SECRET = "s3cr3t-that-nobody-prints";

	private static final String PREFIX = "dintero.auth.";

	private static final String SHOP = PREFIX + "registration.my-shop.";

	private static final String VARIABLES = "DINTERO_AUTH_";

	private final ApplicationContextRunner runner = DinteroContextRunners.withoutRegistration()
		.withConfiguration(AutoConfigurations.of(DinteroPropertiesAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "registration.my-shop.acount-id, registration.my-shop.account-id",
			"registration.my-shop.acountId, registration.my-shop.account-id",
			"registration.my-shop.client-secrt, registration.my-shop.client-secret",
			"registration.my-shop.client-scerte, registration.my-shop.client-secret",
			"registration.my-shop.login.issuer-url, registration.my-shop.login.issuer-uri",
			"registration.my-shop.login-client-id, registration.my-shop.login.client-id",
			"registration.myShop.acount-id, registration.myShop.account-id",
			"registraton.my-shop.client-id, registration.my-shop.client-id", "atach.enabled, attach.enabled",
			"attach-enabled, attach.enabled", "attach.orgins[0], attach.origins",
			"http.connection-timeout, http.connect-timeout", "http.proxy.usrename, http.proxy.username",
			"bsae-url, base-url", "enable, enabled", "store.encryption.keys[0].valeu, store.encryption.keys[0].value" })
	void aMistypedPropertyStopsTheStartAndNamesTheNearest(String mistyped, String nearest) {
		shop().withPropertyValues(PREFIX + mistyped + "=" + SECRET)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.satisfies((problem) -> assertThat(problem.action())
					.isEqualTo("Use '" + PREFIX + nearest + "', or remove it")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "something", "registration.my-shop.something", "registration.my-shop.login.something.else",
			"attach.enabled.always", "attach.origins[0].host", "token.margin" })
	void aPropertyThatIsNearToNoneStopsTheStartAndNamesNone(String unknown) {
		shop().withPropertyValues(PREFIX + unknown + "=true")
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.satisfies((problem) -> assertThat(problem.property()).isEqualTo(PREFIX + unknown))
				.satisfies((problem) -> assertThat(problem.action())
					.isEqualTo("Remove it, or use a property of the configuration reference")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "registration.my-shop.account-id=T12345678", "registration.MY_SHOP.AccountId=T12345678",
			"registration.my-shop.login.scope[0]=openid", "registration[my.other.shop].account-id=T12345678",
			"attach.origins[0]=https://shop.example.com", "attach.origins[1]=https://shop.example.com",
			"attach.origins=https://shop.example.com", "attach.origins=", "attach=", "grantType.mfaOob=mfa_oob",
			"http.max_requests=3", "http.proxy.username=me", "registration.my-shop.password-login.mfa-channel=email",
			"store.encryption.keys[0].id=first", "store.encryption.keys[1].value=key" })
	void aPropertyInAnyFormIsKnown(String property) {
		this.runner.withPropertyValues(PREFIX + property)
			.run((context) -> assertThat(unknown(context.getStartupFailure())).isEmpty());
	}

	@Test
	void aMistypedPropertyIsNoticedWithoutAnyRegistration() {
		this.runner.withPropertyValues(PREFIX + "registraton.my-shop.client-id=my-client")
			.run((context) -> assertThat(unknown(context.getStartupFailure()))
				.containsExactly(PREFIX + "registraton.my-shop.client-id"));
	}

	@Test
	void aMistypedSystemPropertyIsNoticed() {
		shop().withSystemProperties(PREFIX + "atach.enabled=false")
			.run((context) -> assertThat(unknown(context.getStartupFailure()))
				.containsExactly(PREFIX + "atach.enabled"));
	}

	@Test
	void allMistypedPropertiesOfAllSourcesAreSaidAtOnce() {
		withEnvironment(shop(), "ATACH_ENABLED").withSystemProperties(PREFIX + "bse-url=http://localhost")
			.withPropertyValues(SHOP + "acount-id=T12345678")
			.run((context) -> assertThat(unknown(context.getStartupFailure()))
				.containsExactlyInAnyOrder(SHOP + "acount-id", PREFIX + "bse-url", VARIABLES + "ATACH_ENABLED"));
	}

	@Test
	void whatIsSwitchedOffIsNotRead() {
		withEnvironment(shop(), "REGISTRATION_MYSHOP_ACOUNTID")
			.withPropertyValues(PREFIX + "enabled=false", PREFIX + "atach.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void propertiesOfOthersAreLeftAlone() {
		withEnvironment(shop(), "TOKEN_URL", "CLIENT_ID", "URL", "TOKENS", "HTTP_TIMEOUT", "GRANT_TYPES", "DISABLED",
				"")
			.withPropertyValues("dintero.authorization=true", "dintero.api.url=http://localhost",
					"shop.url=${dintero.auth.base-url:http://localhost}")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void propertiesOfAnotherClassUnderThePrefixAreKnown() {
		shop().withUserConfiguration(StoreConfiguration.class)
			.withPropertyValues(PREFIX + "my-store.table-name=tokens")
			.run((context) -> assertThat(context).hasNotFailed());
		shop().withUserConfiguration(StoreConfiguration.class)
			.withPropertyValues(PREFIX + "my-store.tabel-name=tokens")
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.satisfies((problem) -> assertThat(problem.action()).contains("dintero.auth.my-store.table-name")));
	}

	@ParameterizedTest
	@CsvSource({ "REGISTRATION_MYSHOP_CLIENT_SECRET, REGISTRATION_MYSHOP_CLIENTSECRET",
			"REGISTRATION_MY_SHOP_CLIENTSECRET, REGISTRATION_MYSHOP_CLIENTSECRET",
			"REGISTRATION_MYSHOP_CLIENTSECRT, REGISTRATION_MYSHOP_CLIENTSECRET",
			"REGISTRATION_MY_SHOP_CLIENT_SECERT, REGISTRATION_MYSHOP_CLIENTSECRET",
			"REGISTRATION_MYSHOP_LOGIN_ISSUERURL, REGISTRATION_MYSHOP_LOGIN_ISSUERURI",
			"REGISTRATON_MYSHOP_CLIENTSECRET, REGISTRATION_MYSHOP_CLIENTSECRET", "ATACH_ENABLED, ATTACH_ENABLED",
			"ATTACH_ORGINS_0, ATTACH_ORIGINS", "BASE_URI, BASEURL", "HTTP_READTIMEUOT, HTTP_READTIMEOUT" })
	void aMistypedVariableStopsTheStartAndNamesTheNearest(String mistyped, String nearest) {
		withEnvironment(shop(), mistyped)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.satisfies((problem) -> assertThat(problem.property()).isEqualTo(VARIABLES + mistyped))
				.satisfies((problem) -> assertThat(problem.action())
					.isEqualTo("Use " + VARIABLES + nearest + ", or remove it")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "REGISTRATION_MYSHOP_SOMETHING", "REGISTRATION_YOUR_SHOP_CLIENT_ID",
			"registration_myshop_something" })
	void aVariableOfARegistrationThatIsNearToNoneStopsTheStart(String variable) {
		withEnvironment(shop(), variable)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.satisfies((problem) -> assertThat(problem.action())
					.startsWith("Use DINTERO_AUTH_REGISTRATION_<NAME>_<PROPERTY>")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "REGISTRATION_MYSHOP_CLIENTSECRET", "REGISTRATION_MY_SHOP_CLIENT_SECRET",
			"REGISTRATION_OTHER_CLIENTID", "REGISTRATION_OTHER_CLIENT_ID", "REGISTRATION_MYSHOP_LOGIN_SCOPE_1",
			"REGISTRATION_OTHER_LOGIN_POST_LOGOUT_REDIRECT_URI", "ATTACH_ORIGINS", "ATTACH_ORIGINS_0",
			"ATTACH_ORIGINS_11", "BASE_URL", "BASEURL", "GRANT_TYPE_MFA_OOB", "GRANTTYPE_MFAOOB", "base_url",
			"STORE_ENCRYPTION_KEYS_0_ID", "STORE_ENCRYPTION_KEYS_11_VALUE", "STORE_JDBC_INITIALIZESCHEMA" })
	void aVariableThatSpringBootReadsIsKnown(String variable) {
		withEnvironment(shop(), variable).run((context) -> assertThat(unknown(context.getStartupFailure())).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TOKEN", "HTTP_PROXY", "GRANT_TYPE", "GRANTTYPE", "REGISTRATION_MYSHOP" })
	void aVariableThatSpringBootTakesForAGroupStopsTheStart(String variable) {
		withEnvironment(shop(), variable)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.satisfies((problem) -> assertThat(problem.property()).isEqualTo(VARIABLES + variable))
				.satisfies((problem) -> assertThat(problem.action()).isEqualTo("Rename the variable")));
	}

	@Test
	void aGroupWithAValueStopsTheStartAndDoesNotShowTheValue() {
		shop().withPropertyValues(PREFIX + "http.proxy=" + SECRET)
			.run((context) -> assertThat(problems(context.getStartupFailure())).singleElement()
				.satisfies((problem) -> assertThat(problem.property()).isEqualTo(PREFIX + "http.proxy"))
				.satisfies((problem) -> assertThat(problem.reason()).startsWith("has a value, but only groups")));
	}

	@Test
	void anEmptyVariableIsLeftAlone() {
		withEnvironment(shop(), Map.of(VARIABLES + "ATACH_ENABLED", ""))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aVariableMayWriteEitherFormWhereASystemPropertyWritesTheNameWithoutDashes() {
		withEnvironment(shop(), "REGISTRATION_MY_SHOP_CLIENT_SECRET")
			.withSystemProperties(PREFIX + "registration.myshop.audience=urn:shop")
			.run((context) -> assertThat(unknown(context.getStartupFailure())).isEmpty());
	}

	@Test
	void aRegistrationOfVariablesAloneMayHaveEitherForm() {
		withEnvironment(this.runner,
				Map.of(VARIABLES + "REGISTRATION_MYSHOP_ACCOUNT_ID", "T12345678",
						VARIABLES + "REGISTRATION_MYSHOP_CLIENTID", "my-client",
						VARIABLES + "REGISTRATION_MYSHOP_CLIENT_SECRET", "my-secret"))
			.run((context) -> assertThat(context.getBean(DinteroRegistrations.class).all()).hasSize(1));
	}

	@Test
	void yamlIsQuotedWithFileAndLineAndWithoutItsValues(@TempDir Path directory, CapturedOutput output)
			throws IOException {
		Path file = Files.writeString(directory.resolve("application.yaml"), """
				dintero:
				  auth:
				    registration:
				      my-shop:
				        account-id: T12345678
				        client-id: my-client
				        client-secrt: %s
				""".formatted(SECRET));
		assertThatException().isThrownBy(() -> start(Map.of("spring.config.location", file.toUri().toString())));
		assertThat(output)
			.contains("'dintero.auth.registration.my-shop.client-secrt' is not a property of the starter (URL [",
					"application.yaml] - 7:23)",
					"'dintero.auth.registration.my-shop.client-secrt': "
							+ "Use 'dintero.auth.registration.my-shop.client-secret', or remove it")
			.doesNotContain(SECRET);
	}

	@Test
	void filesOfAConfigurationTreeAreChecked(@TempDir Path directory, CapturedOutput output) throws IOException {
		Path file = directory.resolve("dintero.auth.registration.my-shop.client-secrt");
		Files.writeString(file, SECRET);
		assertThatException().isThrownBy(() -> start(Map.of("spring.config.import", "configtree:" + directory + "/")));
		assertThat(output)
			.contains("'dintero.auth.registration.my-shop.client-secrt' is not a property", "client-secrt] - 1:1)")
			.doesNotContain(SECRET);
	}

	@Test
	void argumentsAreQuotedWithoutTheirValues(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of(), "--" + SHOP + "client-secrt=" + SECRET));
		assertThat(output).contains("from property source \"commandLineArgs\"").doesNotContain(SECRET);
	}

	@Test
	void variablesAreQuotedWithoutTheirValues(CapturedOutput output) {
		withEnvironment(shop(), "REGISTRATION_MYSHOP_CLIENTSECRT").run((context) -> assertThat(context).getFailure()
			.hasMessage("'DINTERO_AUTH_REGISTRATION_MYSHOP_CLIENTSECRT' "
					+ "is not an environment variable that the starter reads"));
		assertThat(output).doesNotContain(SECRET);
	}

	private ApplicationContextRunner shop() {
		return this.runner.withPropertyValues(SHOP + "account-id=T12345678", SHOP + "client-id=my-client",
				SHOP + "client-secret=my-secret");
	}

	private static ApplicationContextRunner withEnvironment(ApplicationContextRunner runner, String... variables) {
		Map<String, Object> environment = new LinkedHashMap<>();
		for (String variable : variables) {
			environment.put((variable.equals(variable.toUpperCase(Locale.ROOT)) ? VARIABLES
					: VARIABLES.toLowerCase(Locale.ROOT)) + variable, SECRET);
		}
		return withEnvironment(runner, environment);
	}

	private static ApplicationContextRunner withEnvironment(ApplicationContextRunner runner,
			Map<String, Object> variables) {
		return runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)));
	}

	private static List<Problem> problems(Throwable failure) {
		assertThat(failure).isInstanceOf(InvalidDinteroPropertiesException.class).hasMessageNotContaining(SECRET);
		return ((InvalidDinteroPropertiesException) failure).getProblems();
	}

	// A known property may have a value that stops the start
	private static List<String> unknown(Throwable failure) {
		return (failure instanceof InvalidDinteroPropertiesException invalid) ? invalid.getProblems()
			.stream()
			.filter((problem) -> problem.reason().contains("of the starter")
					|| problem.reason().contains("that the starter reads"))
			.map(Problem::property)
			.toList() : List.of();
	}

	private static void start(Map<String, Object> properties, String... arguments) {
		SpringApplication application = new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
			.properties(properties)
			.build();
		application.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DinteroPropertiesAutoConfiguration.class, DinteroAuthAutoConfiguration.class })
	static class TestApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(StoreProperties.class)
	static class StoreConfiguration {

	}

	@ConfigurationProperties("dintero.auth.my-store")
	record StoreProperties(String tableName) {

	}

}
