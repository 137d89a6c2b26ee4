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

package com.dintero.auth.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.internal.token.TokenSnapshot;
import com.dintero.auth.internal.token.TokenSnapshot.State;

/**
 * Shows what the cache knows of each token, never a token, and forgets tokens.
 */
@Endpoint(id = "dinterotokens")
class DinteroTokensEndpoint {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAXIMUM_LIMIT = 1000;

	private final DinteroRegistrations registrations;

	private final TokenCache cache;

	DinteroTokensEndpoint(DinteroRegistrations registrations, TokenCache cache) {
		this.registrations = registrations;
		this.cache = cache;
	}

	@ReadOperation
	Descriptor registrations() {
		Map<String, RegistrationDescriptor> descriptors = new LinkedHashMap<>();
		for (DinteroRegistration registration : this.registrations.all()) {
			descriptors.put(registration.registrationId(), describe(registration, null, null));
		}
		return new Descriptor(descriptors);
	}

	@ReadOperation
	@Nullable RegistrationDescriptor registration(@Selector String registration, @Nullable String after, @Nullable Integer limit,
			@Nullable State state) {
		DinteroRegistration found = find(registration);
		if (found == null) {
			return null;
		}
		int size = (limit != null) ? limit : DEFAULT_LIMIT;
		if (size < 1 || size > MAXIMUM_LIMIT) {
			throw invalid("'limit' must be between 1 and " + MAXIMUM_LIMIT);
		}
		// One more shows whether there is another page
		SortedMap<String, TokenSnapshot> merchants = this.cache.merchantSnapshots(registration,
				(after != null) ? after : "", size + 1, state);
		String next = null;
		if (merchants.size() > size) {
			merchants.remove(merchants.lastKey());
			next = merchants.lastKey();
		}
		return describe(found, merchants, next);
	}

	@ReadOperation
	@Nullable AccountDescriptor account(@Selector String registration, @Selector String account) {
		TokenSnapshot token = (find(registration) != null) ? this.cache.snapshot(registration, account) : null;
		return (token != null) ? new AccountDescriptor(account, token) : null;
	}

	@DeleteOperation
	void forgetRegistration(@Selector String registration) {
		forget(registration, null);
	}

	@DeleteOperation
	void forgetAccount(@Selector String registration, @Selector String account) {
		forget(registration, account);
	}

	private void forget(String registration, @Nullable String account) {
		if (find(registration) == null) {
			throw invalid("No such registration");
		}
		this.cache.invalidate(registration, account);
	}

	private @Nullable DinteroRegistration find(String registrationId) {
		return this.registrations.all()
			.stream()
			.filter((registration) -> registration.registrationId().equals(registrationId))
			.findFirst()
			.orElse(null);
	}

	private RegistrationDescriptor describe(DinteroRegistration registration,
			@Nullable Map<String, TokenSnapshot> merchants, @Nullable String next) {
		String registrationId = registration.registrationId();
		return new RegistrationDescriptor(registration.accountId().value(),
				Objects.requireNonNull(this.cache.snapshot(registrationId, null)),
				this.cache.countMerchants(registrationId), merchants, next);
	}

	private static InvalidEndpointRequestException invalid(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

	/**
	 * All registrations.
	 *
	 * @param registrations the registrations by their names
	 */
	record Descriptor(Map<String, RegistrationDescriptor> registrations) implements OperationResponseBody {

	}

	/**
	 * A registration.
	 *
	 * @param account its account
	 * @param token its own token
	 * @param merchantCount how many merchants are in each state
	 * @param merchants the merchants of the page by their accounts, {@code null} where
	 * only their number is shown
	 * @param next what to ask for as {@code after} to get the next page, {@code null} on
	 * the last one
	 */
	record RegistrationDescriptor(String account, TokenSnapshot token, Map<State, Integer> merchantCount,
			@Nullable Map<String, TokenSnapshot> merchants, @Nullable String next) implements OperationResponseBody {

	}

	/**
	 * An account of a registration.
	 *
	 * @param account the account
	 * @param token its token
	 */
	record AccountDescriptor(String account, TokenSnapshot token) implements OperationResponseBody {

	}

}
