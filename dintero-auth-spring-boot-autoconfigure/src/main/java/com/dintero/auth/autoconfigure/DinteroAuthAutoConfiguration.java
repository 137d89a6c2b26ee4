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

import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import reactor.core.publisher.Mono;

import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroHttpClientCustomizer;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.autoconfigure.DinteroAuthPropertiesMapper.Settings;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenListener;
import com.dintero.auth.internal.endpoint.TokenListeners;
import com.dintero.auth.internal.endpoint.TokenLog;
import com.dintero.auth.internal.endpoint.TokenTransport;
import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.DefaultDinteroTokens;
import com.dintero.auth.internal.token.DefaultReactiveDinteroTokens;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.internal.user.UserClients;
import com.dintero.auth.user.DinteroUserClients;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * Auto-configuration for the tokens of Dintero's registrations.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@Conditional(OnDinteroRegistrationCondition.class)
@EnableConfigurationProperties(DinteroAuthProperties.class)
public final class DinteroAuthAutoConfiguration {

	private static final Log logger = LogFactory.getLog(DinteroAuthAutoConfiguration.class);

	// Never lazy, because an invalid configuration must stop the start
	@Bean
	@Lazy(false)
	Settings dinteroSettings(DinteroAuthProperties properties) {
		Settings settings = new DinteroAuthPropertiesMapper(properties).map();
		settings.unencrypted()
			.forEach((name) -> logger
				.warn("'%s' is an http URL of another machine. Others can read credentials and tokens ".formatted(name)
						+ "that are sent to it. Use https"));
		return settings;
	}

	@Bean
	@Lazy(false)
	StartLog dinteroStartLog(DinteroAuthProperties properties, Settings settings, BeanFactory beanFactory) {
		return new StartLog(properties.registration().keySet(), settings.registrations(), settings.allowedOrigins(),
				beanFactory);
	}

	@Bean
	@ConditionalOnWebApplication
	@ConditionalOnMissingClass("org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration")
	NoSignInWarning dinteroNoSignInWarning(DinteroRegistrations registrations) {
		return new NoSignInWarning(registrations);
	}

	@Bean
	DinteroRegistrations dinteroRegistrations(Settings settings) {
		return settings.registrations();
	}

	@Bean
	AllowedOrigins dinteroAllowedOrigins(Settings settings) {
		return settings.allowedOrigins();
	}

	// Separate from the application's clock: a business that changes its date must not
	// expire tokens
	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "dinteroClock")
	Clock dinteroClock() {
		return Clock.systemUTC();
	}

	@Bean
	@Lazy(false)
	TokenEndpointClient dinteroTokenEndpointClient(DinteroAuthProperties properties,
			ObjectProvider<SslBundles> sslBundles, ObjectProvider<DinteroHttpClientCustomizer> customizers,
			ObjectProvider<AllowedAddresses> allowedAddresses, ObjectProvider<TokenListener> listeners,
			@Qualifier("dinteroClock") Clock clock) {
		AllowedAddresses addresses = allowedAddresses.getIfAvailable();
		TokenTransportFactory factory = new TokenTransportFactory(properties.http(),
				customizers.orderedStream().toList(), (addresses != null) ? addresses.filter() : null);
		String sslBundle = properties.http().sslBundle();
		if (sslBundle != null) {
			factory.use(sslBundle(sslBundle, sslBundles.getObject()));
		}
		TokenTransport transport = factory.create();
		if (sslBundle != null) {
			sslBundles.getObject()
				.addBundleUpdateHandler(sslBundle, (bundle) -> update(factory, transport, sslBundle, bundle));
		}
		return new TokenEndpointClient(transport, properties.http().readTimeout(), properties.retry().deadline(),
				properties.http().maxRequests(), clock,
				new TokenListeners(Stream.concat(Stream.of(new TokenLog(clock)), listeners.orderedStream()).toList()));
	}

	// The previous bundle may still work if the new one does not
	private static void update(TokenTransportFactory factory, TokenTransport transport, String name,
			SslBundle sslBundle) {
		try {
			factory.use(sslBundle);
			transport.renew();
			logger.info("Token requests use the updated SSL bundle '%s'".formatted(name));
		}
		catch (RuntimeException ex) {
			logger
				.warn("Token requests use the previous version of the SSL bundle '%s', because the update is not valid"
					.formatted(name), ex);
		}
	}

	@Bean
	@ConditionalOnMissingBean
	ClientSecretSupplier dinteroClientSecretSupplier(ConfigurableEnvironment environment) {
		return new EnvironmentClientSecretSupplier(new CurrentProperties(environment));
	}

	@Bean
	TokenCache dinteroTokenCache(DinteroAuthProperties properties, DinteroRegistrations registrations,
			TokenEndpointClient client, ClientSecretSupplier secrets, @Qualifier("dinteroClock") Clock clock,
			ObjectProvider<StoreClient> store) {
		return new TokenCache(registrations, client, secrets, properties.token().expiryMargin(), clock,
				store.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	DinteroTokens dinteroTokens(TokenCache cache) {
		return new DefaultDinteroTokens(cache);
	}

	@Bean
	@Lazy
	UserClients dinteroSharedUserClients(Settings settings, TokenEndpointClient client, TokenCache cache,
			@Qualifier("dinteroClock") Clock clock, ObjectProvider<StoreClient> store) {
		return new UserClients(settings.registrations(), client, cache, settings.grantTypeNames(), clock,
				store.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	@Lazy
	DinteroUserClients dinteroUserClients(UserClients clients) {
		return clients::blocking;
	}

	private static SslBundle sslBundle(String name, SslBundles sslBundles) {
		try {
			return sslBundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidDinteroPropertiesException(
					List.of(new Problem("dintero.auth.http.ssl-bundle", name, "is not the name of an SSL bundle",
							"Use the name of a bundle under 'spring.ssl.bundle', or remove the property")));
		}
	}

	// Test slices omit Spring Boot's import of this configuration
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty("dintero.auth.http.ssl-bundle")
	@Import(SslAutoConfiguration.class)
	static class SslConfiguration {

	}

	/**
	 * The addresses that the application's HTTP clients may connect to.
	 */
	record AllowedAddresses(Predicate<InetAddress> filter) {

	}

	// Since Spring Boot 4.1
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(InetAddressFilter.class)
	static class AddressConfiguration {

		@Bean
		@ConditionalOnBean(InetAddressFilter.class)
		AllowedAddresses dinteroAllowedAddresses(InetAddressFilter filter) {
			return new AllowedAddresses((address) -> filter.matches(address));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Mono.class)
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		@Lazy
		ReactiveDinteroTokens reactiveDinteroTokens(TokenCache cache) {
			return new DefaultReactiveDinteroTokens(cache);
		}

		@Bean
		@ConditionalOnMissingBean
		@Lazy
		ReactiveDinteroUserClients reactiveDinteroUserClients(UserClients clients) {
			return clients::reactive;
		}

	}

}
