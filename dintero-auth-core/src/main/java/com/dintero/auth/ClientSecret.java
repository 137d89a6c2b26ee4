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

/**
 * A client secret that does not give itself away: neither {@link #toString()} nor a
 * serializer that goes by properties finds the value.
 */
public final class ClientSecret {

	private final String value;

	private ClientSecret(String value) {
		this.value = value;
	}

	/**
	 * Wrap the given secret.
	 * @param value the secret as Dintero issued it
	 * @return the wrapped secret
	 */
	public static ClientSecret of(String value) {
		return new ClientSecret(value);
	}

	/**
	 * Give the secret away, to whom sends it to Dintero or looks for it in what others
	 * would print.
	 * @return the secret as Dintero issued it
	 */
	public String reveal() {
		return this.value;
	}

	@Override
	public boolean equals(Object other) {
		return (other instanceof ClientSecret secret) && this.value.equals(secret.value);
	}

	@Override
	public int hashCode() {
		return this.value.hashCode();
	}

	@Override
	public String toString() {
		return "******";
	}

}
