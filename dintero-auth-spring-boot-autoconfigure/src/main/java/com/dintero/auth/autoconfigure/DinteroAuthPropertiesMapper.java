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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.util.StringUtils;

import com.dintero.auth.AccountId;
import com.dintero.auth.ApiKeyRegistration;
import com.dintero.auth.ClientSecret;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Exchange;
import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.DinteroRegistration.PasswordLogin;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.GrantType;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.http.Origin;
import com.dintero.auth.oauth2.DinteroClientRegistrations;

/**
 * Maps the properties to registrations and allowed origins, and reports all invalid
 * properties.
 */
class DinteroAuthPropertiesMapper {

	private static final List<String> DINTERO_ORIGINS = List.of("https://api.dintero.com",
			"https://checkout.dintero.com");

	private static final String DEFAULT_AUDIENCE = "https://api.dintero.com/v1/accounts/";

	private static final String TEST_HOST = "test.dintero.com";

	private static final String TEST_AUDIENCE = "https://" + TEST_HOST + "/v1/accounts/";

	// Grant types for tokens of users
	static final List<String> USERS_GRANT_TYPES = Stream
		.of(DinteroClientRegistrations.PASSWORD, DinteroClientRegistrations.PASSWORDLESS_CODE,
				DinteroClientRegistrations.ACCOUNT_USER_TOKEN)
		.map(AuthorizationGrantType::getValue)
		.toList();

	private static final Duration MINIMUM_TIMEOUT = Duration.ofMillis(1);

	private static final Duration MAXIMUM_TIMEOUT = Duration.ofHours(1);

	private static final Duration MAXIMUM_EXPIRY_MARGIN = Duration.ofHours(24);

	private final DinteroAuthProperties properties;

	private static final Pattern STORE_PREFIX = Pattern.compile("[\\x21-\\x7E&&[^{}]]{0,100}");

	private final ConfigurationProblems problems = new ConfigurationProblems();

	DinteroAuthPropertiesMapper(DinteroAuthProperties properties) {
		this.properties = properties;
	}

	/**
	 * Maps the properties.
	 * @throws InvalidDinteroPropertiesException with all problems
	 */
	Settings map() {
		URI baseUrl = baseUrl();
		List<DinteroRegistration> registrations = registrations(baseUrl);
		List<ApiKeyRegistration> apiKeys = apiKeys();
		checkNames();
		checkPrimary();
		checkPasswordLogin();
		List<Origin> origins = origins(baseUrl);
		checkTimeout("http.connect-timeout", this.properties.http().connectTimeout());
		checkTimeout("http.read-timeout", this.properties.http().readTimeout());
		checkMaxRequests();
		checkProxy(baseUrl);
		checkExpiryMargin();
		checkTimeout("store.timeout", this.properties.store().timeout());
		checkStorePrefix();
		checkTimeout("retry.deadline", this.properties.retry().deadline());
		GrantTypeNames grantTypeNames = grantTypeNames();
		this.problems.throwIfAny();
		return new Settings(new DinteroRegistrations(registrations, apiKeys), new AllowedOrigins(origins),
				grantTypeNames, this.problems.unencrypted());
	}

	private GrantTypeNames grantTypeNames() {
		GrantType names = this.properties.grantType();
		this.problems.isResolved("grant-type.account-user-token", names.accountUserToken(),
				"Use account_user_token or account_user, or remove the property");
		this.problems.isResolved("grant-type.mfa-oob", names.mfaOob(),
				"Use mfa-oob or mfa_oob, or remove the property");
		return new GrantTypeNames(names.accountUserToken(), names.mfaOob());
	}

	private @Nullable URI baseUrl() {
		String value = this.properties.baseUrl();
		URI uri = ConfigurationProblems.toUri(value);
		if (uri == null || Origin.of(uri) == null || uri.getRawQuery() != null || uri.getRawFragment() != null
				|| uri.getRawUserInfo() != null) {
			this.problems.add("base-url", ConfigurationProblems.withoutUserInfo(value),
					"is not the http or https URL of an API's root",
					"Use a URL with scheme, host and path, and without user, query and fragment, such as https://api.dintero.com/v1");
			return null;
		}
		this.problems.checkEncrypted("base-url", uri);
		return URI.create(StringUtils.trimTrailingCharacter(value, '/'));
	}

	private List<DinteroRegistration> registrations(@Nullable URI baseUrl) {
		List<DinteroRegistration> registrations = new ArrayList<>();
		this.properties.registration().forEach((id, registration) -> {
			if (registration.apiKey() != null) {
				return;
			}
			String prefix = "registration." + id + ".";
			AccountId accountId = accountId(prefix + "account-id", registration.accountId(),
					misspelled(id, registration));
			String clientId = clientId(prefix + "client-id", registration.clientId());
			ClientSecret clientSecret = clientSecret(prefix + "client-secret", registration.clientSecret());
			checkAudience(prefix + "audience", registration.audience());
			checkAudience(prefix + "exchange.audience", registration.exchange().audience());
			checkExchange(prefix + "exchange", registration.exchange(), accountId);
			Login login = new LoginPropertiesMapper(this.problems, prefix + "login.").map(id, registration);
			PasswordLogin passwordLogin = new PasswordLoginPropertiesMapper(this.problems, prefix + "password-login.")
				.map(registration);
			AuthorizationGrantType grantType = grantType(prefix + "authorization-grant-type", registration);
			if (baseUrl != null && accountId != null && clientId != null && clientSecret != null) {
				registrations.add(new DinteroRegistration(id, baseUrl, accountId, clientId, clientSecret,
						audience(registration, accountId, baseUrl), registration.primary(),
						exchange(registration, accountId, baseUrl), grantType, login, passwordLogin));
			}
		});
		return registrations;
	}

	private AuthorizationGrantType grantType(String name, Registration registration) {
		AuthorizationGrantType implied = impliedGrantType(registration);
		String value = registration.authorizationGrantType();
		if (value == null || value.equals(implied.getValue())) {
			return implied;
		}
		if (!implied.equals(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
			this.problems.add(name, value, "contradicts the sign-in, which uses " + implied.getValue(),
					"Remove it, or remove the sign-in");
			return implied;
		}
		if (!USERS_GRANT_TYPES.contains(value)) {
			this.problems.add(name, value, "is not a supported grant type of authorized clients",
					"Use one of client_credentials, " + String.join(", ", USERS_GRANT_TYPES) + ", or remove it");
			return implied;
		}
		return new AuthorizationGrantType(value);
	}

	private static AuthorizationGrantType impliedGrantType(Registration registration) {
		if (registration.login() != null) {
			return AuthorizationGrantType.AUTHORIZATION_CODE;
		}
		return (registration.passwordLogin().enabled()) ? DinteroClientRegistrations.PASSWORD
				: AuthorizationGrantType.CLIENT_CREDENTIALS;
	}

	private List<ApiKeyRegistration> apiKeys() {
		List<ApiKeyRegistration> apiKeys = new ArrayList<>();
		this.properties.registration().forEach((id, registration) -> {
			if (registration.apiKey() == null) {
				return;
			}
			String prefix = "registration." + id + ".";
			AccountId accountId = accountId(prefix + "account-id", registration.accountId(), "");
			ApiKeyRegistration apiKey = new ApiKeyPropertiesMapper(this.problems, prefix).map(id, registration,
					accountId);
			if (apiKey != null) {
				apiKeys.add(apiKey);
			}
		});
		return apiKeys;
	}

	private void checkNames() {
		RegistrationNames.ambiguous(this.properties.registration())
			.forEach((names) -> this.problems.add("registration", String.join(", ", names),
					"spells the name of one registration in several ways", "Use one spelling everywhere, "
							+ "and capitals without dashes and underscores in environment variables"));
	}

	private void checkPrimary() {
		Set<String> primary = registrationsWith(Registration::primary);
		if (primary.size() > 1) {
			this.problems.add("registration", String.join(", ", primary), "has more than one primary registration",
					"Set 'primary' to true on one of them");
		}
	}

	private void checkPasswordLogin() {
		Set<String> forms = registrationsWith((registration) -> registration.passwordLogin().enabled());
		if (forms.size() > 1) {
			this.problems.add("registration", String.join(", ", forms), "has more than one password login",
					"Set 'password-login.enabled' to true on one of them, because a form has one target");
		}
	}

	private Set<String> registrationsWith(Predicate<Registration> condition) {
		Set<String> ids = new TreeSet<>();
		this.properties.registration().forEach((id, registration) -> {
			if (condition.test(registration)) {
				ids.add(id);
			}
		});
		return ids;
	}

	// A misspelled name in one source makes another registration, with few properties
	private String misspelled(String id, Registration registration) {
		Set<String> others = registrationsWith((other) -> other.accountId() != null);
		return (registration.clientId() != null || others.isEmpty()) ? ""
				: ". If '%s' is a misspelled name, correct it to one of: %s".formatted(id, String.join(", ", others));
	}

	private @Nullable AccountId accountId(String name, @Nullable String value, String hint) {
		if (!this.problems.isResolved(name, value, "Set the account id, such as T12345678" + hint)) {
			return null;
		}
		if (!AccountId.isValid(value)) {
			this.problems.add(name, value, "is not an account id",
					"Use 'T' (test) or 'P' (production), followed by eight or three digits, such as T12345678");
			return null;
		}
		return new AccountId(value);
	}

	private @Nullable String clientId(String name, @Nullable String value) {
		String action = "Set the client id that Dintero shows";
		if (!this.problems.isResolved(name, value, action)) {
			return null;
		}
		if (value.indexOf(':') >= 0 || ConfigurationProblems.hasControlCharacter(value)) {
			this.problems.add(name, null, "contains a colon, a line break or another control character, "
					+ "which is not valid for HTTP Basic", action);
			return null;
		}
		return value;
	}

	private @Nullable ClientSecret clientSecret(String name, @Nullable String value) {
		String action = "Set the client secret that Dintero shows, preferably in the environment variable "
				+ ConfigurationProblems.environmentVariable(name);
		if (!StringUtils.hasText(value)) {
			this.problems.add(name, null, "is missing or blank", action);
			return null;
		}
		// Never shows the value
		if (ConfigurationProblems.isPlaceholder(value)) {
			this.problems.addPlaceholder(name, value, null, action);
			return null;
		}
		if (ConfigurationProblems.hasControlCharacter(value)) {
			this.problems.add(name, null, "contains a line break or another control character, "
					+ "for example at the end of a secret from a file", action);
			return null;
		}
		return ClientSecret.of(value);
	}

	private void checkAudience(String name, @Nullable String value) {
		if (value != null) {
			this.problems.isResolved(name, value,
					"Use an audience that is granted to the client, or remove the property");
		}
	}

	private void checkExchange(String name, DinteroAuthProperties.Exchange exchange, @Nullable AccountId accountId) {
		if (accountId != null && !accountId.isPartner() && (!exchange.merchantToken() || exchange.audience() != null)) {
			this.problems.add(name, null, "is for partners, whose account ids end in five zeros",
					"Remove it, or correct the account id");
		}
	}

	private String audience(Registration registration, AccountId accountId, URI baseUrl) {
		return (registration.audience() != null) ? registration.audience() : defaultAudience(baseUrl) + accountId;
	}

	// The host of a mock or a reverse proxy is not part of any audience
	private String defaultAudience(URI baseUrl) {
		String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
		return (host.equals(TEST_HOST) || host.endsWith("." + TEST_HOST)) ? TEST_AUDIENCE : DEFAULT_AUDIENCE;
	}

	private Exchange exchange(Registration registration, AccountId accountId, URI baseUrl) {
		String audience = registration.exchange().audience();
		return new Exchange(registration.exchange().merchantToken(),
				(audience != null) ? audience : audience(registration, accountId, baseUrl));
	}

	/**
	 * Returns whether a value is valid as a client secret. An invalid value stops the
	 * start.
	 */
	static boolean isSecret(String value) {
		return StringUtils.hasText(value) && !ConfigurationProblems.isPlaceholder(value)
				&& !ConfigurationProblems.hasControlCharacter(value);
	}

	private List<Origin> origins(@Nullable URI baseUrl) {
		List<Origin> origins = new ArrayList<>();
		DINTERO_ORIGINS.forEach((origin) -> addOrigin(origins, URI.create(origin)));
		if (baseUrl != null) {
			addOrigin(origins, baseUrl);
		}
		List<String> values = this.properties.attach().origins();
		for (int i = 0; i < values.size(); i++) {
			String value = values.get(i);
			URI uri = ConfigurationProblems.toUri(value);
			Origin origin = (uri != null) ? Origin.of(uri) : null;
			if (uri == null || origin == null || !uri.getRawSchemeSpecificPart().equals("//" + uri.getRawAuthority())
					|| uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
				this.problems.add("attach.origins[" + i + "]", ConfigurationProblems.withoutUserInfo(value),
						"is not an origin",
						"Use the scheme, the host and any port that is not the default, without a path, "
								+ "such as https://api.dintero.com");
			}
			else {
				this.problems.checkEncrypted("attach.origins[" + i + "]", uri);
				origins.add(origin);
			}
		}
		return origins;
	}

	private void addOrigin(List<Origin> origins, URI uri) {
		Origin origin = Origin.of(uri);
		if (origin != null) {
			origins.add(origin);
		}
	}

	private void checkTimeout(String name, Duration value) {
		if (value.compareTo(MINIMUM_TIMEOUT) < 0 || value.compareTo(MAXIMUM_TIMEOUT) > 0) {
			this.problems.add(name, value.toString(), "is too short or too long",
					"Use a duration between 1ms and 1h, such as 5s");
		}
	}

	// A hash tag of Redis stands in braces, and a key has at most 200 characters
	private void checkStorePrefix() {
		String value = this.properties.store().prefix();
		if (!STORE_PREFIX.matcher(value).matches()) {
			this.problems.add("store.prefix", value, "is not a valid prefix",
					"Use up to 100 visible characters of ASCII, without braces");
		}
	}

	private void checkExpiryMargin() {
		Duration value = this.properties.token().expiryMargin();
		if (value.isNegative() || value.compareTo(MAXIMUM_EXPIRY_MARGIN) > 0) {
			this.problems.add("token.expiry-margin", value.toString(), "is too short or too long",
					"Use a duration between 0s and 24h, such as 60s");
		}
	}

	private void checkMaxRequests() {
		int value = this.properties.http().maxRequests();
		if (value < 2) {
			this.problems.add("http.max-requests", Integer.toString(value), "is too small",
					"Use a number of at least 2");
		}
	}

	private void checkProxy(@Nullable URI baseUrl) {
		String host = this.properties.http().proxy().host();
		Integer port = this.properties.http().proxy().port();
		if ((host != null && !StringUtils.hasText(host)) || (host == null && port != null)) {
			this.problems.add("http.proxy.host", host, "is missing or blank",
					"Set the host of the proxy, or remove the port");
		}
		if ((port == null && host != null) || (port != null && (port < 1 || port > 65535))) {
			this.problems.add("http.proxy.port", (port != null) ? port.toString() : null,
					"is missing or not a port number", "Set the port of the proxy, such as 8080");
		}
		String username = this.properties.http().proxy().username();
		String password = this.properties.http().proxy().password();
		if (username == null && password == null) {
			return;
		}
		checkProxyCredential("username", username);
		checkProxyCredential("password", password);
		if (username != null && username.indexOf(':') >= 0) {
			this.problems.add("http.proxy.username", null, "contains a colon",
					"Use a user name that is valid for HTTP Basic");
		}
		String disabled = System.getProperty(TokenTransportFactory.DISABLED_SCHEMES, "Basic");
		if (baseUrl != null && "https".equalsIgnoreCase(baseUrl.getScheme())
				&& disabled.toLowerCase(Locale.ROOT).contains("basic")) {
			this.problems.add("http.proxy.password", null,
					"does not reach the proxy, because Java sends no credentials to open a tunnel for https",
					"Start Java with -D%s= and an empty value".formatted(TokenTransportFactory.DISABLED_SCHEMES));
		}
	}

	private void checkProxyCredential(String name, @Nullable String value) {
		if (!isSecret((value != null) ? value : "")) {
			this.problems.add("http.proxy." + name, null,
					"is missing or blank, is an unresolved placeholder, or contains a control character",
					"Set the user name and the password of the proxy, or remove both");
		}
	}

	/**
	 * The mapped properties.
	 *
	 * @param unencrypted the names of properties with an unencrypted URL for credentials
	 */
	record Settings(DinteroRegistrations registrations, AllowedOrigins allowedOrigins, GrantTypeNames grantTypeNames,
			List<String> unencrypted) {

	}

}
