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

package com.dintero.auth.samples.backoffice;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.Assert;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

import com.dintero.auth.test.MockAuthority;
import com.dintero.auth.test.MockUserInfo;

/**
 * What Dintero does with a code: it redeems it at the identity provider that it comes
 * from, with credentials of its own there, and asks who the user is.
 */
final class CodeRedemption implements MockAuthority {

	// Both requests together stay below the time that the application waits for Dintero
	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final ParameterizedTypeReference<Map<String, Object>> JSON_OBJECT = new ParameterizedTypeReference<>() {
	};

	private final String issuer;

	private final String clientId;

	private final String clientSecret;

	private final RestClient client;

	CodeRedemption(String issuer, String clientId, String clientSecret) {
		this.issuer = issuer;
		this.clientId = clientId;
		this.clientSecret = clientSecret;
		JdkClientHttpRequestFactory requestFactory = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
		requestFactory.setReadTimeout(TIMEOUT);
		this.client = RestClient.builder().requestFactory(requestFactory).baseUrl(issuer).build();
	}

	@Override
	public MockUserInfo redeem(String code, @Nullable String redirectUri) {
		try {
			return new MockUserInfo(this.issuer, claims(accessToken(code, redirectUri)));
		}
		catch (HttpClientErrorException ex) {
			throw new CodeRefusedException();
		}
	}

	private String accessToken(String code, @Nullable String redirectUri) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("grant_type", "authorization_code");
		form.add("code", code);
		if (redirectUri != null) {
			form.add("redirect_uri", redirectUri);
		}
		Map<String, Object> answer = this.client.post()
			.uri("/oauth2/token")
			.headers((headers) -> headers.setBasicAuth(this.clientId, this.clientSecret))
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body(form)
			.retrieve()
			.body(JSON_OBJECT);
		Assert.state(answer != null && answer.get("access_token") instanceof String, "There must be an access token");
		return (String) answer.get("access_token");
	}

	private Map<String, Object> claims(String accessToken) {
		Map<String, Object> claims = this.client.get()
			.uri("/userinfo")
			.headers((headers) -> headers.setBearerAuth(accessToken))
			.retrieve()
			.body(JSON_OBJECT);
		Assert.state(claims != null, "There must be claims");
		return claims;
	}

}
