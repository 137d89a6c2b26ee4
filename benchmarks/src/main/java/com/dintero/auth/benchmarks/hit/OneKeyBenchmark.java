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

package com.dintero.auth.benchmarks.hit;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * A cached token, the only one there is.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OneKeyBenchmark {

	/**
	 * This project.
	 * @param subject the client
	 * @return the token
	 */
	@Benchmark
	public Object dintero(Subject.Dintero subject) {
		return subject.client.getToken();
	}

	/**
	 * This project, with a store that instances share.
	 * @param subject the client
	 * @return the token
	 */
	@Benchmark
	public Object shared(Subject.Shared subject) {
		return subject.client.getToken();
	}

	/**
	 * The baseline.
	 * @param subject the client
	 * @return the token
	 * @throws IOException never
	 */
	@Benchmark
	public Object map(Subject.Map subject) throws IOException {
		return subject.client.getToken();
	}

	/**
	 * Spring Security.
	 * @param subject the client
	 * @return the token
	 */
	@Benchmark
	public Object springSecurity(Subject.SpringSecurity subject) {
		return subject.client.getToken();
	}

	/**
	 * The library google-auth-library-java.
	 * @param subject the client
	 * @return the token
	 * @throws IOException never
	 */
	@Benchmark
	public Object googleAuth(Subject.GoogleAuth subject) throws IOException {
		return subject.client.getToken();
	}

}
