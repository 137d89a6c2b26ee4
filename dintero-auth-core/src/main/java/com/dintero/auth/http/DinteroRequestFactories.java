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

package com.dintero.auth.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.internal.http.AllowedOrigins;

/**
 * Makes request factories that attach a token, or a registration's API key, to each
 * request to an allowed origin, unless it has an {@code Authorization} or an
 * {@code x-api-key} header already. A request that should carry a token and cannot get
 * one fails; it is never sent without. Works on any thread, without a web request. A
 * request to another origin is made and sent as the given factory does it.
 * <p>
 * If a resource answers {@code 401} to a token, the factory renews the token and sends
 * the request once more. Other requests carry the old token until then. The caller gets
 * the second answer, whatever it is. The caller gets the first answer if the token has
 * itself replaced one that was rejected a moment ago, or if the body cannot be written
 * again, as that of an {@code InputStream}. The request fails if Dintero does not issue a
 * new token.
 * <p>
 * No body is held in memory for any of this.
 * <p>
 * Boot's {@code RestClient.Builder} has such a factory. Give one to a
 * {@code RestTemplate}, to a {@code RestClient} made otherwise, and to a builder on which
 * you set a factory of your own: <pre class="code">
 * builder.requestFactory(dintero.attachTo(yourFactory))
 * </pre>
 *
 * @see DinteroExchangeFilterFunction
 */
public final class DinteroRequestFactories {

	private final RequestAuthorizer authorizer;

	private final DinteroTokens tokens;

	private final Supplier<Optional<DinteroAccountResolver>> accountResolver;

	private final RequestFactoryGuard guard;

	/**
	 * Create the factories' factory.
	 * @param registrations the registrations that requests name
	 * @param allowedOrigins the origins that may receive tokens
	 * @param tokens where tokens come from
	 * @param accountResolver what names a partner's merchants where requests do not, if
	 * there is one; it is looked up when it is first needed
	 */
	public DinteroRequestFactories(DinteroRegistrations registrations, AllowedOrigins allowedOrigins,
			DinteroTokens tokens, Supplier<Optional<DinteroAccountResolver>> accountResolver) {
		this.authorizer = new RequestAuthorizer(registrations, allowedOrigins);
		this.tokens = tokens;
		this.accountResolver = accountResolver;
		this.guard = new RequestFactoryGuard(this.authorizer);
	}

	/**
	 * Attach tokens to the requests of a factory.
	 * @param requestFactory the factory; it must not follow redirects, because some would
	 * carry the token to another origin
	 * @return a factory whose requests carry tokens
	 */
	public ClientHttpRequestFactory attachTo(ClientHttpRequestFactory requestFactory) {
		return new AttachingClientHttpRequestFactory(this, requestFactory, requestFactory, false);
	}

	/**
	 * Attach tokens to the requests of a factory, and follow redirects. Those of
	 * {@code GET} and {@code HEAD} requests to allowed origins are followed, and
	 * credentials dropped where the origin changes; other requests to these are not
	 * redirected.
	 * @param notFollowing makes requests to allowed origins; it must not follow redirects
	 * @param others makes requests to all others
	 * @return a factory whose requests carry tokens
	 */
	public ClientHttpRequestFactory attachTo(ClientHttpRequestFactory notFollowing, ClientHttpRequestFactory others) {
		return new AttachingClientHttpRequestFactory(this, notFollowing, others, true);
	}

	/**
	 * Have the builder's requests to allowed origins fail if they would not carry what
	 * they should: because the builder got another request factory, or because an
	 * interceptor sends them to another origin. This sets the predicate of the builder's
	 * {@code bufferContent}. Where another one replaces it, requests that pass
	 * interceptors are not checked.
	 * @param builder the builder
	 * @return {@code false} if the builder has been guarded before
	 */
	public boolean guard(RestClient.Builder builder) {
		return this.guard.guard(builder);
	}

	// What makes a request says so to the guard of the client that asked for it
	RequestFactoryGuard guard() {
		return this.guard;
	}

	RequestAuthorizer authorizer() {
		return this.authorizer;
	}

	DinteroTokens tokens() {
		return this.tokens;
	}

	// Return what the given request carries, or null if it is left alone
	@Nullable RequestCredential credential(URI uri, HttpHeaders headers, Map<String, Object> attributes) {
		RequestCredential credential = this.authorizer.select(uri, headers, attributes);
		if (credential == null || !credential.open()) {
			return credential;
		}
		DinteroAccountResolver resolver = this.accountResolver.get().orElse(null);
		return (resolver != null)
				? this.authorizer.complete(credential, resolver.resolveAccountId(credential.registrationId()))
				: credential;
	}

}
