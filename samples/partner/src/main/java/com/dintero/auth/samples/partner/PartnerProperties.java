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

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

import com.dintero.auth.AccountId;

/**
 * What the page shows.
 *
 * @param merchants the account ids of the platform's merchants
 * @param concurrency how many merchants are read at the same time
 */
@ConfigurationProperties("sample")
record PartnerProperties(@DefaultValue List<String> merchants, @DefaultValue("32") int concurrency) {

	PartnerProperties {
		merchants = merchants.stream().distinct().toList();
		merchants.forEach(PartnerProperties::checkMerchant);
		Assert.isTrue(concurrency > 0, "'sample.concurrency' must be at least 1");
	}

	private static void checkMerchant(String accountId) {
		try {
			AccountId.ofMerchant(accountId);
		}
		catch (IllegalArgumentException ex) {
			// Without the cause, or Spring Boot shows that one only
			throw new IllegalArgumentException("'%s' in 'sample.merchants': %s".formatted(accountId, ex.getMessage()));
		}
	}

}
