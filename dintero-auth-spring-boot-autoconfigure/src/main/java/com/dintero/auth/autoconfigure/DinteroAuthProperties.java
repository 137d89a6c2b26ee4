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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of Dintero's tokens.
 *
 * @param enabled Whether the starter does anything at all. When it is false the
 * application is as if the starter were not there.
 * @param baseUrl Root of Dintero's API. Its origin may receive tokens.
 * @param registration Clients registered with Dintero, by names of your own. Without any,
 * the application is as if the starter were not there.
 * @param attach Which requests carry a token.
 * @param http How token requests are made.
 */
@ConfigurationProperties("dintero.auth")
public record DinteroAuthProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("https://api.dintero.com/v1") String baseUrl,
		@DefaultValue Map<String, Registration> registration, @DefaultValue Attach attach, @DefaultValue Http http) {

	/**
	 * A client registered with Dintero.
	 *
	 * @param accountId Account that the client belongs to, such as T12345678. Required.
	 * @param clientId Id of the client. Required.
	 * @param clientSecret Secret of the client. Required.
	 * @param audience Identifier of the API that the tokens are for, passed on unchanged.
	 * When it is left out: https://api.dintero.com/v1/accounts/ and the account id.
	 * @param primary Whether requests that name no registration use this one. Needed only
	 * where there are several.
	 */
	public record Registration(@Nullable String accountId, @Nullable String clientId, @Nullable String clientSecret,
			@Nullable String audience, @DefaultValue("false") boolean primary) {

		@Override
		public String toString() {
			return "Registration[accountId=%s, clientId=%s, audience=%s, primary=%s]".formatted(this.accountId,
					this.clientId, this.audience, this.primary);
		}

	}

	/**
	 * Which requests carry a token.
	 *
	 * @param enabled Whether clients made by Boot's RestClient.Builder and
	 * WebClient.Builder attach tokens. When it is false the interceptor and the filter
	 * are beans that you can add where you want them.
	 * @param origins More origins (scheme, host and port) that may receive tokens, beside
	 * https://api.dintero.com, https://checkout.dintero.com and the base URL's own.
	 */
	public record Attach(@DefaultValue("true") boolean enabled, @DefaultValue List<String> origins) {

	}

	/**
	 * How token requests are made.
	 *
	 * @param connectTimeout How long connecting to the token endpoint may take.
	 * @param readTimeout How long a token request may take in all, from connecting to the
	 * last byte of the answer.
	 * @param sslBundle Name of the SSL bundle for the token endpoint. When it is left out
	 * the JDK's trust store is used.
	 */
	public record Http(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("5s") Duration readTimeout,
			@Nullable String sslBundle) {

	}

}
