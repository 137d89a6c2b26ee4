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

package com.dintero.auth.endpoint;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.dintero.auth.DinteroRegistration;

/**
 * A request for a token as it goes over the wire.
 *
 * @param registrationId the id of the registration that the token is for
 * @param uri the endpoint
 * @param authorization the value of the {@code Authorization} header
 * @param body the members of the JSON body
 * @param secrets what must never be printed, should the endpoint's answer repeat it
 */
public record TokenRequest(String registrationId, URI uri, String authorization, Map<String, String> body,
		List<String> secrets) {

	/**
	 * A request of the grant {@code client_credentials}: Basic credentials, with id and
	 * secret as they are (UTF-8, without the form encoding of RFC 6749), and the
	 * audience.
	 * @param registration the registration to get a token for
	 * @return the request
	 */
	public static TokenRequest clientCredentials(DinteroRegistration registration) {
		String secret = registration.clientSecret().reveal();
		String credentials = registration.clientId() + ":" + secret;
		String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
		Map<String, String> body = new LinkedHashMap<>();
		body.put("grant_type", "client_credentials");
		body.put("audience", registration.audience());
		return new TokenRequest(registration.registrationId(), registration.tokenEndpoint(), "Basic " + encoded, body,
				List.of(encoded, secret));
	}

	@Override
	public String toString() {
		return "TokenRequest[registrationId=%s, uri=%s]".formatted(this.registrationId, this.uri);
	}

}
