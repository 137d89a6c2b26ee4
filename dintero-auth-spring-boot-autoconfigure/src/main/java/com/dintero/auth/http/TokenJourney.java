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

package com.dintero.auth.http;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a request still had its token when it was answered: a redirect to another
 * origin is followed without it, and what is answered there says nothing about the token.
 * An attribute of the request takes it along.
 */
final class TokenJourney {

	private static final String ATTRIBUTE = TokenJourney.class.getName();

	private final AtomicBoolean lost = new AtomicBoolean();

	void addTo(Map<String, Object> attributes) {
		attributes.put(ATTRIBUTE, this);
	}

	// Say that the request with these attributes goes on without its token
	static void lose(Map<String, Object> attributes) {
		if (attributes.get(ATTRIBUTE) instanceof TokenJourney journey) {
			journey.lost.set(true);
		}
	}

	boolean hasArrived() {
		return !this.lost.get();
	}

}
