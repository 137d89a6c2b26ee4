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

import java.net.URI;
import java.util.function.BiConsumer;

import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * A token request that is observed. After a failure {@link #getError()} is a
 * {@code DinteroAuthorizationException}, which has Dintero's error code.
 */
public final class TokenRequestObservationContext extends SenderContext<BiConsumer<String, String>> {

	private final String registrationId;

	private final String grant;

	private final String accountId;

	private @Nullable Integer status;

	TokenRequestObservationContext(String registrationId, String grant, String accountId, URI endpoint,
			BiConsumer<String, String> headers) {
		super((carrier, name, value) -> {
			if (carrier != null) {
				carrier.accept(name, value);
			}
		});
		this.registrationId = registrationId;
		this.grant = grant;
		this.accountId = accountId;
		setCarrier(headers);
		setRemoteServiceName("dintero");
		setRemoteServiceAddress(endpoint.getScheme() + "://" + endpoint.getAuthority());
	}

	/**
	 * Return the registration.
	 * @return the registration's id
	 */
	public String getRegistrationId() {
		return this.registrationId;
	}

	/**
	 * Return what the request asks for.
	 * @return the name, such as {@code client_credentials}, {@code exchange_token} or
	 * {@code merchant_token}
	 */
	public String getGrant() {
		return this.grant;
	}

	/**
	 * Return the account that the token is for.
	 * @return the id of the merchant's account, or of the registration's own
	 */
	public String getAccountId() {
		return this.accountId;
	}

	/**
	 * Return the HTTP status of the answer.
	 * @return the status, {@code null} if no answer has come
	 */
	public @Nullable Integer getStatus() {
		return this.status;
	}

	void setStatus(@Nullable Integer status) {
		this.status = status;
	}

}
