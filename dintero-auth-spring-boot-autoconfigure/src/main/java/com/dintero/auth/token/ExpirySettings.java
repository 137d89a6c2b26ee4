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

import java.time.Duration;

/**
 * When a token is renewed, and when it is no longer handed out.
 *
 * @param maximumMargin how long before it expires a token is no longer handed out, at
 * most
 * @param marginRatio the same as a share of its lifetime; the shorter of both counts
 * @param refreshRatio the share of its lifetime after which a token in use is renewed
 * @param refreshJitter up to which share of the lifetime later than that, at random
 */
public record ExpirySettings(Duration maximumMargin, double marginRatio, double refreshRatio, double refreshJitter) {

}
