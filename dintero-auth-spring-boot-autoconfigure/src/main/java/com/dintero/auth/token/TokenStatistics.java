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

package com.dintero.auth.token;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link TokenCache} has, at one moment.
 *
 * @param cachedTokens how many tokens there are that can be handed out
 * @param tokenRequests how many requests were sent to Dintero's token endpoints since the
 * start
 * @param nextRefresh when the first of the tokens is due to be renewed, which happens
 * when it is next asked for; {@code null} if there are no tokens
 */
public record TokenStatistics(int cachedTokens, long tokenRequests, @Nullable Instant nextRefresh) {

}
