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

package com.dintero.auth.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/**
 * Collects the properties that classes bind. The components of a record name them. For
 * other classes, Spring Boot's binder asks for each name when it binds a class without
 * values.
 */
final class KnownProperties implements BindHandler {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("dintero.auth");

	private static final String PREFIX = ROOT + ".";

	private static final String ANY_KEY = "[*]";

	private static final String ANY_INDEX = "[0]";

	private final List<ConfigurationPropertyName> names = new ArrayList<>();

	void add(String prefix, Class<?> type) {
		if (type.isRecord()) {
			add(ConfigurationPropertyName.of(prefix), ResolvableType.forClass(type));
		}
		else {
			new Binder((name) -> null).bind(prefix, Bindable.of(type), this);
		}
	}

	// Faster than the binder, which also converts all default values
	private void add(ConfigurationPropertyName name, ResolvableType type) {
		this.names.add(name);
		Class<?> resolved = type.toClass();
		if (resolved.isRecord()) {
			for (RecordComponent component : resolved.getRecordComponents()) {
				add(name.append(DataObjectPropertyName.toDashedForm(component.getName())),
						ResolvableType.forType(component.getGenericType()));
			}
		}
		else if (resolved.equals(Map.class)) {
			add(name.append(ANY_KEY), type.getGeneric(1));
		}
		else if (resolved.equals(List.class)) {
			add(name.append(ANY_INDEX), type.getGeneric(0));
		}
	}

	@Override
	public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		this.names.add(name);
		ResolvableType map = target.getType().asMap();
		if (!map.equals(ResolvableType.NONE)) {
			context.getBinder().bind(name.append(ANY_KEY), Bindable.of(map.getGeneric(1)), this);
		}
		return target;
	}

	boolean contains(ConfigurationPropertyName name) {
		return this.names.stream().anyMatch((known) -> matches(known, name));
	}

	/**
	 * Returns whether a known property only groups others.
	 */
	boolean isGroup(ConfigurationPropertyName name) {
		return this.names.stream().filter((known) -> matches(known, name)).anyMatch(this::isGroupName);
	}

	private boolean isGroupName(ConfigurationPropertyName name) {
		return this.names.stream()
			.anyMatch((other) -> name.isAncestorOf(other) && !other.toString().endsWith(ANY_INDEX));
	}

	private static boolean matches(ConfigurationPropertyName known, ConfigurationPropertyName name) {
		int elements = known.getNumberOfElements();
		boolean matches = elements == name.getNumberOfElements();
		for (int i = 0; matches && i < elements; i++) {
			String element = known.getElement(i, Form.UNIFORM);
			matches = element.equals("*") || element.equals(name.getElement(i, Form.UNIFORM))
					|| (known.isNumericIndex(i) && name.isNumericIndex(i));
		}
		return matches;
	}

	/**
	 * Returns the property that Spring Boot binds an environment variable to, or
	 * {@code null}.
	 * @param variable the name of the variable without the prefix
	 * @param keys the keys of maps
	 */
	@Nullable ConfigurationPropertyName find(String variable, Collection<String> keys) {
		String name = variable.toUpperCase(Locale.ROOT).replaceAll("_\\d+$", "_0");
		String element = name.replaceAll("_\\d+_", "_0_");
		return this.names.stream()
			.filter(ROOT::isAncestorOf)
			.filter((known) -> spelled(known, keys)
				.map((property) -> property.replace(ANY_INDEX, ".0").toUpperCase(Locale.ROOT))
				.flatMap((property) -> Stream.of(property.replaceAll("[-_]", "").replace('.', '_'),
						property.replaceAll("[-.]", "_")))
				.anyMatch((property) -> property.equals(name) || property.equals(element)))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the known property with the most similar name, without the prefix, or
	 * {@code null} if none is similar.
	 * @param name the name of a property or an environment variable, without the prefix
	 * @param keys the keys of maps
	 */
	@Nullable String nearest(String name, Collection<String> keys) {
		String letters = letters(name);
		return this.names.stream()
			.filter((known) -> !isGroupName(known))
			.flatMap((known) -> spelled(known, keys))
			.filter((known) -> !known.endsWith(ANY_INDEX))
			.filter((known) -> distance(letters, letters(known)) <= Math.min(3, letters(known).length() / 4))
			.min(Comparator.comparingInt((known) -> distance(letters, letters(known))))
			.orElse(null);
	}

	// Without the prefix, and with each of the keys in maps
	private static Stream<String> spelled(ConfigurationPropertyName known, Collection<String> keys) {
		String name = known.toString().substring(PREFIX.length());
		return (name.contains(ANY_KEY)) ? keys.stream().map((key) -> name.replace(ANY_KEY, "." + key))
				: Stream.of(name);
	}

	private static String letters(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	// The number of letters to insert, remove or replace, and of neighbours to swap
	private static int distance(String from, String to) {
		int[][] distances = new int[from.length() + 1][to.length() + 1];
		for (int i = 0; i <= from.length(); i++) {
			for (int j = 0; j <= to.length(); j++) {
				if (i == 0 || j == 0) {
					distances[i][j] = i + j;
					continue;
				}
				int replaced = (from.charAt(i - 1) != to.charAt(j - 1)) ? 1 : 0;
				distances[i][j] = Math.min(distances[i - 1][j - 1] + replaced,
						1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
				if (i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
						&& from.charAt(i - 2) == to.charAt(j - 1)) {
					distances[i][j] = Math.min(distances[i][j], 1 + distances[i - 2][j - 2]);
				}
			}
		}
		return distances[from.length()][to.length()];
	}

}
