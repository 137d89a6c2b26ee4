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

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What the sample does.
 *
 * @param checkoutUrl root of Dintero's Checkout API
 * @param createSession whether to create a checkout session
 * @param reads how often to read the account's settings
 * @param threads how many threads read them
 */
@ConfigurationProperties("sample")
record CheckoutProperties(@DefaultValue("https://checkout.dintero.com/v1") String checkoutUrl,
		@DefaultValue("false") boolean createSession, @DefaultValue("30") int reads, @DefaultValue("8") int threads) {

	CheckoutProperties {
		Assert.isTrue(reads > 0, "'sample.reads' must be at least 1");
		Assert.isTrue(threads > 0, "'sample.threads' must be at least 1");
	}

}
