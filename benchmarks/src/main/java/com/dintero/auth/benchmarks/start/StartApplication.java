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

package com.dintero.auth.benchmarks.start;

import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/**
 * A web application with a client. It ends when it has started.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartApplication {

	static final String STARTED = "started after ";

	@Bean
	RestClient restClient(RestClient.Builder builder) {
		return builder.build();
	}

	/**
	 * Start it, and print how long that took, how much of it this thread worked, and how
	 * many classes were loaded.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(StartApplication.class, args).close();
		System.out.println(STARTED + ManagementFactory.getRuntimeMXBean().getUptime() + " "
				+ ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000 + " "
				+ ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
	}

}
