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

package com.dintero.auth.samples.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.DinteroRegistrations;

/**
 * Reads the account's settings with a {@link RestClient}, a {@link WebClient} and an HTTP
 * interface in turn.
 */
@Component
class SettingsReader {

	private static final String SETTINGS = "/accounts/{accountId}/management/settings";

	private final RestClient restClient;

	private final WebClient webClient;

	private final AccountApi accountApi;

	private final TokenUse tokenUse;

	private final String accountId;

	SettingsReader(RestClient restClient, WebClient webClient, AccountApi accountApi, TokenUse tokenUse,
			DinteroRegistrations registrations) {
		this.restClient = restClient;
		this.webClient = webClient;
		this.accountApi = accountApi;
		this.tokenUse = tokenUse;
		this.accountId = registrations.getDefault().accountId().toString();
	}

	/**
	 * Reads the settings from several threads, all of which start at once.
	 * @param times how often
	 * @param threads how many threads
	 * @return what was read each time
	 */
	List<AccountSettings> read(int times, int threads) throws Exception {
		List<Callable<AccountSettings>> clients = List.of(this::withRestClient, this::withWebClient,
				this::withHttpInterface);
		List<Callable<AccountSettings>> reads = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			Callable<AccountSettings> client = clients.get(i % clients.size());
			reads.add(() -> {
				AccountSettings settings = client.call();
				this.tokenUse.note();
				return settings;
			});
		}
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			return results(executor.invokeAll(reads));
		}
		finally {
			executor.shutdown();
		}
	}

	private AccountSettings withRestClient() {
		return this.restClient.get().uri(SETTINGS, this.accountId).retrieve().body(AccountSettings.class);
	}

	private AccountSettings withWebClient() {
		return this.webClient.get().uri(SETTINGS, this.accountId).retrieve().bodyToMono(AccountSettings.class).block();
	}

	private AccountSettings withHttpInterface() {
		return this.accountApi.settings(this.accountId);
	}

	private static List<AccountSettings> results(List<Future<AccountSettings>> reads) throws Exception {
		List<AccountSettings> results = new ArrayList<>();
		for (Future<AccountSettings> read : reads) {
			try {
				results.add(read.get());
			}
			catch (ExecutionException ex) {
				throw (ex.getCause() instanceof Exception cause) ? cause : ex;
			}
		}
		return results;
	}

}
