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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.springframework.util.PatternMatchUtils;

/**
 * Selects the configured proxy for all hosts but the excluded ones.
 */
final class ConfiguredProxySelector extends ProxySelector {

	private final ProxySelector proxy;

	private final String[] noProxy;

	ConfiguredProxySelector(String host, int port, List<String> noProxy) {
		this.proxy = ProxySelector.of(InetSocketAddress.createUnresolved(host, port));
		this.noProxy = noProxy.stream().map((pattern) -> pattern.toLowerCase(Locale.ROOT)).toArray(String[]::new);
	}

	@Override
	public List<Proxy> select(URI uri) {
		return (PatternMatchUtils.simpleMatch(this.noProxy, uri.getHost().toLowerCase(Locale.ROOT)))
				? List.of(Proxy.NO_PROXY) : this.proxy.select(uri);
	}

	@Override
	public void connectFailed(URI uri, SocketAddress address, IOException failure) {
		// The request fails with the same exception
	}

}
