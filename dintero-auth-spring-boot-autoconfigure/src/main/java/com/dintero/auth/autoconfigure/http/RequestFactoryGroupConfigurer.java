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

package com.dintero.auth.autoconfigure.http;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsPropertyMapper;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.Ordered;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

/**
 * Sets a request factory with tokens on each group of HTTP interfaces, with the group's
 * settings in {@code spring.http.serviceclient}.
 */
class RequestFactoryGroupConfigurer implements RestClientHttpServiceGroupConfigurer {

	/**
	 * After Spring Boot applies the group's properties, and before it calls the
	 * customizers.
	 */
	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

	private final AttachingRequestFactoryBuilder requestFactoryBuilder;

	private final ObjectProvider<HttpClientSettings> settings;

	private final ObjectProvider<HttpServiceClientProperties> properties;

	private final ObjectProvider<SslBundles> sslBundles;

	RequestFactoryGroupConfigurer(AttachingRequestFactoryBuilder requestFactoryBuilder,
			ObjectProvider<HttpClientSettings> settings, ObjectProvider<HttpServiceClientProperties> properties,
			ObjectProvider<SslBundles> sslBundles) {
		this.requestFactoryBuilder = requestFactoryBuilder;
		this.settings = settings;
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void configureGroups(Groups<RestClient.Builder> groups) {
		groups.forEachClient((group, builder) -> {
			// The customizer of all builders then keeps this factory
			this.requestFactoryBuilder.guard(builder);
			builder.requestFactory(this.requestFactoryBuilder.build(settings(group.name())));
		});
	}

	private HttpClientSettings settings(String groupName) {
		@Nullable HttpServiceClientProperties properties = this.properties.getIfAvailable();
		return new HttpClientSettingsPropertyMapper(this.sslBundles.getIfAvailable(), this.settings.getIfAvailable())
			.map((properties != null) ? properties.get(groupName) : null);
	}

}
