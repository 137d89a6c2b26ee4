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
import java.nio.file.Path;

/**
 * A forward proxy that asks for a user name and a password.
 */
interface ForwardProxy extends AutoCloseable {

	int port();

	/**
	 * Return how many tunnels it has opened.
	 * @return the number of tunnels
	 */
	int tunnels() throws IOException;

	@Override
	void close() throws IOException;

	/**
	 * The available proxies.
	 */
	enum Kind {

		OF_THE_TESTS {

			@Override
			ForwardProxy start(String username, String password, int target, Path directory) throws IOException {
				return PasswordProxy.start(username, password);
			}

		},

		TINYPROXY {

			@Override
			ForwardProxy start(String username, String password, int target, Path directory) throws IOException {
				return Tinyproxy.start(username, password, target, directory);
			}

		};

		abstract ForwardProxy start(String username, String password, int target, Path directory) throws IOException;

	}

}
