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

package com.dintero.auth.samples.partner;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.dintero.auth.http.DinteroRequestAttributes;

/**
 * Reads the settings of all merchants, some at a time.
 */
@Component
class MerchantReader {

	private static final Log logger = LogFactory.getLog(MerchantReader.class);

	private final WebClient dintero;

	private final PartnerProperties properties;

	MerchantReader(WebClient dintero, PartnerProperties properties) {
		this.dintero = dintero;
		this.properties = properties;
	}

	/**
	 * Read all merchants.
	 * @return the merchants in the order of the configuration; never an error because of
	 * a single one
	 */
	Flux<Merchant> readAll() {
		return Flux.fromIterable(this.properties.merchants())
			.flatMapSequential(this::read, this.properties.concurrency());
	}

	private Mono<Merchant> read(String accountId) {
		return this.dintero.get()
			.uri("/accounts/{id}/management/settings", accountId)
			.attributes(DinteroRequestAttributes.account(accountId))
			.retrieve()
			.bodyToMono(AccountSettings.class)
			.single()
			.map((settings) -> Merchant.of(accountId, settings))
			.onErrorResume(Exception.class, (ex) -> {
				logger.debug("Merchant %s could not be read".formatted(accountId), ex);
				return Mono.just(Merchant.failed(accountId, ex));
			});
	}

}
