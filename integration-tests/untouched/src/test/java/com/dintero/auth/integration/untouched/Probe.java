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

package com.dintero.auth.integration.untouched;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.google.gson.annotations.SerializedName;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Starts an application and tells what is in it. It runs in a class loader of its own, so
 * it takes and returns what the JDK has.
 */
public final class Probe implements Function<String[], List<String>> {

	@Override
	public List<String> apply(String[] arguments) {
		List<String> found = new ArrayList<>();
		// The JVM takes one factory, and there is a Tomcat in each class loader
		TomcatURLStreamHandlerFactory.disable();
		try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, arguments)) {
			for (String name : context.getBeanDefinitionNames()) {
				found.add("bean %s: %s".formatted(name, withoutLambda(context.getType(name))));
			}
			found.sort(null);
			found.add("cache manager: " + context.getBean(CacheManager.class).getClass().getName());
			add(found, "RestTemplate", new RestTemplate().getMessageConverters());
			add(found, "WebClient reader", ExchangeStrategies.withDefaults().messageReaders());
			add(found, "WebClient writer", ExchangeStrategies.withDefaults().messageWriters());
			context.getBeanProvider(RequestMappingHandlerAdapter.class)
				.ifAvailable((adapter) -> add(found, "controller", adapter.getMessageConverters()));
			context.getBeanProvider(ServerCodecConfigurer.class).ifAvailable((codecs) -> {
				add(found, "server reader", codecs.getReaders());
				add(found, "server writer", codecs.getWriters());
			});
			String port = context.getEnvironment().getProperty("local.server.port");
			if (port != null) {
				String uri = "http://127.0.0.1:" + port + "/business";
				found.add("answer: " + get(uri));
				found.add("RestClient: " + RestClient.create().get().uri(uri).retrieve().body(Business.class));
			}
		}
		return found;
	}

	// A lambda's number tells nothing
	private static String withoutLambda(Class<?> type) {
		return String.valueOf(type).replaceFirst("\\$\\$Lambda.*", "");
	}

	private static void add(List<String> found, String where, Collection<?> converters) {
		converters.forEach((converter) -> found.add("%s: %s".formatted(where, converter.getClass().getName())));
	}

	private static String get(String uri) {
		try (InputStream body = URI.create(uri).toURL().openStream()) {
			return new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (Exception ex) {
			throw new IllegalStateException("No answer from " + uri, ex);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableCaching
	static class Application {

		@Bean
		BusinessController businessController() {
			return new BusinessController();
		}

	}

	@RestController
	static class BusinessController {

		@GetMapping("/business")
		Business business() {
			return new Business("Nordic");
		}

	}

	// Jackson 3 has an annotation of its own, and reads none of this one
	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	record Business(@SerializedName("business_name") String businessName) {
	}

}
