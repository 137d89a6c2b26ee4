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

package com.dintero.auth.integration.store;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Programs that are installed on this machine.
 */
final class Programs {

	private Programs() {
	}

	// A test that needs it ends here without it
	static String find(String name) {
		Optional<Path> program = Stream
			.concat(Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)),
					Stream.of("/usr/sbin"))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst();
		Assumptions.assumeTrue(program.isPresent(), name + " is not on the PATH");
		return program.get().toString();
	}

}
