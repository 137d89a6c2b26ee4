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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final String ROOT = "com.dintero.auth";

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.withImportOption((location) -> !location.contains("dintero-auth-spring-boot-test"))
		.importPackages(ROOT);

	@Test
	void arrowsBetweenPackagesOnlyGoDown() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.layer("autoconfigure")
			.definedBy(ROOT + ".autoconfigure")
			.layer("http")
			.definedBy(ROOT + ".http")
			.layer("login")
			.definedBy(ROOT + ".login")
			.layer("user")
			.definedBy(ROOT + ".user")
			.layer("client")
			.definedBy(ROOT + ".client")
			.layer("token")
			.definedBy(ROOT + ".token")
			.layer("endpoint")
			.definedBy(ROOT + ".endpoint")
			.layer("vocabulary")
			.definedBy(ROOT)
			.whereLayer("autoconfigure")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("http")
			.mayOnlyBeAccessedByLayers("autoconfigure")
			.whereLayer("login")
			.mayOnlyBeAccessedByLayers("autoconfigure")
			.whereLayer("user")
			.mayOnlyBeAccessedByLayers("autoconfigure", "login", "client")
			.whereLayer("client")
			.mayOnlyBeAccessedByLayers("autoconfigure", "login")
			.whereLayer("token")
			.mayOnlyBeAccessedByLayers("autoconfigure", "http", "user", "client")
			.whereLayer("endpoint")
			.mayOnlyBeAccessedByLayers("autoconfigure", "http", "login", "user", "client", "token")
			.ensureAllClassesAreContainedInArchitecture()
			.check(this.classes);
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void onlyAutoconfigureKnowsSpringBoot() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ROOT + ".autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(this.classes);
	}

	@Test
	void autoConfigurationsAreListedAndNothingElseIs() throws IOException {
		List<String> listed = new ClassPathResource(
				"META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
			.getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> line.startsWith(ROOT))
			.toList();
		List<String> annotated = this.classes.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.toList();
		assertThat(listed).isSorted().containsExactlyInAnyOrderElementsOf(annotated);
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(this.classes);
	}

	@Test
	void configurationsAndBeanMethodsArePackagePrivate() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(Configuration.class)
			.should()
			.bePackagePrivate()
			.check(this.classes);
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.bePackagePrivate()
			.check(this.classes);
	}

	@Test
	void nothingIsInjectedIntoFields() {
		ArchRuleDefinition.fields().should().notBeAnnotatedWith(Autowired.class).check(this.classes);
	}

	@Test
	void nothingIsStaticAndChanges() {
		ArchRuleDefinition.fields()
			.that()
			.areStatic()
			.and()
			.doNotHaveModifier(JavaModifier.SYNTHETIC)
			.should()
			.beFinal()
			.check(this.classes);
	}

	@Test
	void timeComesFromAClock() {
		ArchRuleDefinition.noClasses()
			.should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(System.class, "nanoTime")
			.check(this.classes);
	}

	@Test
	void theRootAndOnlyAFewTypesOfOthersAreForUsers() {
		assertThat(this.classes.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
			.map((type) -> type.getName().substring(ROOT.length() + 1))
			.sorted()
			.toList()).containsExactly("AccountId", "ApiKeyRegistration", "ClientSecret", "ClientSecretSupplier",
					"DinteroAuthorizationException", "DinteroAuthorizationGrantTypes", "DinteroErrorDetails",
					"DinteroMfaRequiredException", "DinteroRegistration", "DinteroRegistrations", "MfaChallenge",
					"MfaChannel", "autoconfigure.DinteroAuthAutoConfiguration", "autoconfigure.DinteroAuthProperties",
					"autoconfigure.DinteroAuthorizedClientAutoConfiguration",
					"autoconfigure.DinteroHttpClientCustomizer", "autoconfigure.DinteroOAuth2ClientAutoConfiguration",
					"autoconfigure.DinteroPasswordLoginAutoConfiguration",
					"autoconfigure.DinteroReactiveAuthorizedClientAutoConfiguration",
					"autoconfigure.DinteroReactiveOAuth2ClientAutoConfiguration",
					"autoconfigure.DinteroReactivePasswordLoginAutoConfiguration",
					"autoconfigure.DinteroRestClientAutoConfiguration",
					"autoconfigure.DinteroSanitizingAutoConfiguration",
					"autoconfigure.DinteroWebClientAutoConfiguration", "client.DelegatingTokenResponseClient",
					"client.DinteroAuthorizationCodeOAuth2AuthorizedClientProvider",
					"client.DinteroAuthorizationCodeReactiveOAuth2AuthorizedClientProvider",
					"client.DinteroAuthorizationCodeTokenResponseClient", "client.DinteroAuthorizedClients",
					"client.DinteroClientCredentialsTokenResponseClient", "client.DinteroClientRegistrations",
					"client.DinteroOAuth2AuthorizationFailureHandler",
					"client.DinteroReactiveOAuth2AuthorizationFailureHandler",
					"client.DinteroRefreshTokenOAuth2AuthorizedClientProvider",
					"client.DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider",
					"client.DinteroRefreshTokenTokenResponseClient",
					"client.MerchantTokenOAuth2AuthorizedClientProvider",
					"client.MerchantTokenReactiveOAuth2AuthorizedClientProvider",
					"client.ReactiveDelegatingTokenResponseClient",
					"client.ReactiveDinteroAuthorizationCodeTokenResponseClient",
					"client.ReactiveDinteroClientCredentialsTokenResponseClient",
					"client.ReactiveDinteroRefreshTokenTokenResponseClient", "endpoint.BoundedMap",
					"endpoint.ExpiringMap", "endpoint.Futures", "endpoint.GrantTypeNames",
					"endpoint.IdentityProviderMetadata", "endpoint.IdentityProviderMetadataClient",
					"endpoint.IdentityProviderMetadataException", "endpoint.Monos", "endpoint.QueryParameters",
					"endpoint.Timer", "endpoint.TokenEndpointClient", "endpoint.TokenRequest",
					"endpoint.TokenRequestKind", "endpoint.TokenResponse", "endpoint.TokenTransport",
					"endpoint.TurnListener", "endpoint.UserInfo", "endpoint.UserRequests", "endpoint.WarningLimiter",
					"http.AllowedOrigins", "http.DinteroAccountResolver", "http.DinteroExchangeFilterFunction",
					"http.DinteroRequestAttributes", "http.DinteroRequestFactories", "http.Origin",
					"http.ReactiveDinteroAccountResolver", "http.RedirectSafeClientHttpConnector",
					"http.RequestAuthorizer", "login.DinteroAuthenticationServiceException",
					"login.DinteroClientRegistrationRepository", "login.DinteroLoginErrorCodes",
					"login.DinteroOAuth2UserService", "login.DinteroPasswordAuthenticationProvider",
					"login.DinteroPasswordReactiveAuthenticationManager", "login.IdentityProviderLogoutHandler",
					"login.IdentityProviderUnavailableException", "login.IdentityProviderUnavailableFilter",
					"login.IdentityProviderUnavailableWebFilter", "login.LoginMessages", "login.LoginRegistrations",
					"login.PasswordFormAuthenticationManager", "login.ReactiveDinteroClientRegistrationRepository",
					"login.ReactiveDinteroOAuth2UserService", "login.ReactivePasswordFormAuthenticationManager",
					"login.SecondFactorFilter", "login.SecondFactorRequiredException", "login.SecondFactorView",
					"login.SecondFactorWebFilter", "login.SecondFactors",
					"login.ServerIdentityProviderLogoutSuccessHandler", "login.ServletPages", "login.SignInAgainFilter",
					"login.SignInAgainWebFilter", "token.DefaultDinteroTokens", "token.DefaultReactiveDinteroTokens",
					"token.DinteroTokens", "token.ReactiveDinteroTokens", "token.RenewableToken", "token.TokenCache",
					"token.TokenInvalidation", "token.TokenStatistics", "user.DefaultDinteroUserClients",
					"user.DefaultReactiveDinteroUserClients", "user.DinteroUserClient", "user.DinteroUserClients",
					"user.PasswordlessCode", "user.PasswordlessRecipient", "user.ReactiveDinteroUserClient",
					"user.ReactiveDinteroUserClients", "user.RegistrationUsers");
	}

}
