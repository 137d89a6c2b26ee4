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

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/**
 * The page, and the counters that it keeps up to date.
 */
@Controller
class PageController {

	private final MerchantReader reader;

	private final MeterRegistry registry;

	private final Platform platform;

	PageController(MerchantReader reader, MeterRegistry registry, Platform platform) {
		this.reader = reader;
		this.registry = registry;
		this.platform = platform;
	}

	@GetMapping("/")
	Mono<Rendering> page() {
		return read().map((merchants) -> Rendering.view("merchants")
			.modelAttribute("platform", this.platform)
			.modelAttribute("merchants", merchants)
			.modelAttribute("counters", counters())
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.build());
	}

	@GetMapping("/counters")
	@ResponseBody
	Counters counters() {
		return Counters.of(this.registry);
	}

	private Mono<MerchantList> read() {
		return Mono.defer(() -> {
			long before = counters().tokenRequests();
			return this.reader.readAll()
				.collectList()
				.timed()
				.map((timed) -> MerchantList.of(timed.get(), timed.elapsed(), counters().tokenRequests() - before));
		});
	}

}
