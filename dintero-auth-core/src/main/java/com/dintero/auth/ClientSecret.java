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
 * Holds a client secret or an API key. {@link #toString()} and serializers that read
 * properties do not reveal the value.
 */
public final class ClientSecret {

	private final String value;

	private ClientSecret(String value) {
		this.value = value;
	}

	/**
	 * Wraps the given secret.
	 * @param value the secret as Dintero issued it
	 * @return the wrapped secret
	 */
	public static ClientSecret of(String value) {
		return new ClientSecret(value);
	}

	/**
	 * Returns the value. Use it only to send the secret to Dintero, or to remove it from
	 * text.
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
