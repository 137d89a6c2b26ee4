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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration metadata of everything on the class path.
 *
 * @param properties all properties
 */
record ConfigurationMetadata(List<Property> properties) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static ConfigurationMetadata ofClassPath() {
		List<Property> properties = new ArrayList<>();
		try {
			ClassLoader classLoader = ConfigurationMetadata.class.getClassLoader();
			for (URL url : Collections.list(classLoader.getResources("META-INF/spring-configuration-metadata.json"))) {
				// Tests have properties of their own
				if (url.getPath().contains("/test-classes/")) {
					continue;
				}
				try (InputStream metadata = url.openStream()) {
					JSON.readTree(metadata).path("properties").forEach((node) -> properties.add(Property.of(node)));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new ConfigurationMetadata(properties);
	}

	List<Property> startingWith(String prefix) {
		return this.properties.stream().filter((property) -> property.name().startsWith(prefix)).toList();
	}

	boolean knows(String name) {
		return this.properties.stream().anyMatch((property) -> property.covers(name));
	}

	/**
	 * A property.
	 *
	 * @param name its name
	 * @param type its type, without packages
	 * @param defaultValue its default, if it has a single one
	 */
	record Property(String name, String type, @Nullable String defaultValue) {

		static Property of(JsonNode node) {
			JsonNode defaultValue = node.path("defaultValue");
			return new Property(node.path("name").asString(),
					node.path("type").asString("").replaceAll("[\\w.]+[.$](\\w+)", "$1"),
					defaultValue.isValueNode() ? defaultValue.asString() : null);
		}

		boolean covers(String otherName) {
			return this.name.equals(otherName)
					|| (this.type.startsWith("Map<") && otherName.startsWith(this.name + "."))
					|| (this.type.startsWith("List<") && otherName.startsWith(this.name + "["));
		}

	}

}
