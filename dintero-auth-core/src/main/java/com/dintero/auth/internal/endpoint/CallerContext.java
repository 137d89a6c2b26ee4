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

package com.dintero.auth.internal.endpoint;

import java.util.function.Supplier;

/**
 * What belongs to the thread of a caller, such as a trace. The caller's requests are sent
 * in it, whichever thread sends them.
 */
public interface CallerContext {

	/**
	 * A context that has nothing in it.
	 */
	CallerContext NONE = new CallerContext() {

		@Override
		public <T> T call(Supplier<T> task) {
			return task.get();
		}

	};

	/**
	 * Run a task in this context.
	 * @param <T> the type of the result
	 * @param task the task
	 * @return the result of the task
	 */
	<T> T call(Supplier<T> task);

}
