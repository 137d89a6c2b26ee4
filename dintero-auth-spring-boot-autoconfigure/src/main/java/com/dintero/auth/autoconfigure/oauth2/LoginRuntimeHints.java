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

package com.dintero.auth.autoconfigure.oauth2;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.security.oauth2.core.OAuth2Error;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.login.form.DinteroAuthenticationServiceException;
import com.dintero.auth.login.form.SecondFactorRequiredException;
import com.dintero.auth.login.form.SecondFactorView;

/**
 * Hints for what a sign-in finds by its name.
 */
class LoginRuntimeHints implements RuntimeHintsRegistrar {

	// Failure handlers store exceptions in sessions, and sessions may be serialized
	private static final List<Class<?>> SERIALIZED = List.of(DinteroAuthenticationServiceException.class,
			SecondFactorRequiredException.class, DinteroMfaRequiredException.class,
			DinteroAuthorizationException.Details.class, OAuth2Error.class, MfaChannel.class, StackTraceElement.class,
			URI.class, Duration.class, Integer.class, ArrayList.class, ConnectException.class,
			ClosedChannelException.class, HttpConnectTimeoutException.class, SSLHandshakeException.class);

	private static final List<String> SERIALIZED_NAMES = List.of("java.time.Ser", "java.util.CollSer",
			"java.util.Collections$EmptyList", "java.util.Collections$UnmodifiableCollection",
			"java.util.Collections$UnmodifiableList", "java.util.EnumSet$SerializationProxy",
			"java.util.ImmutableCollections$ListN", "java.util.RegularEnumSet");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("com/dintero/auth/internal/login/messages*.properties");
		ReflectionHints reflection = hints.reflection();
		// Templates of the application read them
		reflection.registerType(SecondFactorView.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		reflection.registerType(MfaChannel.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		reflection.registerTypeIfPresent(classLoader, "org.springframework.web.servlet.LocaleResolver");
		for (Class<?> serialized : SERIALIZED) {
			for (Class<?> type = serialized; type != null && type != Object.class; type = type.getSuperclass()) {
				reflection.registerJavaSerialization(type);
			}
		}
		SERIALIZED_NAMES.forEach(
				(name) -> reflection.registerType(TypeReference.of(name), (type) -> type.withJavaSerialization(true)));
	}

}
