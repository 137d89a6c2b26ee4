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

package com.dintero.auth.documentation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;

@Component
class OtherClients {

	private final HttpClient httpClient = HttpClient.newHttpClient();

	private final DinteroTokens tokens;

	private final ReactiveDinteroTokens reactiveTokens;

	OtherClients(DinteroTokens tokens, ReactiveDinteroTokens reactiveTokens) {
		this.tokens = tokens;
		this.reactiveTokens = reactiveTokens;
	}

	String get(URI uri) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(uri)
			.header("Authorization", "Bearer " + this.tokens.getToken("dintero").getTokenValue())
			.build();
		return this.httpClient.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	Mono<String> authorization() {
		return this.reactiveTokens.getToken("dintero").map((token) -> "Bearer " + token.getTokenValue());
	}

}
