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

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an application writes its JSON with, and the property that gives names
 * underscores. Gson has an annotation in place of a property.
 */
enum JsonLibrary {

	JACKSON_3("spring.jackson.property-naming-strategy=SNAKE_CASE", "/com/fasterxml/jackson/core/jackson-core/",
			"/com/fasterxml/jackson/core/jackson-databind/", "/com/fasterxml/jackson/datatype/",
			"/com/fasterxml/jackson/module/", "/spring-boot-jackson2/", "/gson/"),

	JACKSON_2("spring.jackson2.property-naming-strategy=SNAKE_CASE", "/tools/jackson/", "/spring-boot-jackson/",
			"/gson/"),

	GSON("", "/tools/jackson/", "/com/fasterxml/", "/spring-boot-jackson/", "/spring-boot-jackson2/");

	private final String property;

	private final Pattern others;

	JsonLibrary(String property, String... others) {
		this.property = property;
		this.others = Pattern.compile(Arrays.stream(others).map(Pattern::quote).collect(Collectors.joining("|")));
	}

	String property() {
		return this.property;
	}

	boolean uses(String classPathEntry) {
		return !this.others.matcher(classPathEntry).find();
	}

}
