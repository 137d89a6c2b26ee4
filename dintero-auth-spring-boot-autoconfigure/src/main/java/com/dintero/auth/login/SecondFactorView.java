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

package com.dintero.auth.login;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.MfaChannel;

/**
 * What is known of a user who is asked for a second factor. There is nothing secret in
 * it.
 *
 * @param username the user's name
 * @param loginPath where the code is sent to: where the password was
 * @param channel how the last code was sent, {@code null} if none was
 * @param channels how another one can be sent; none if there were enough of them
 */
record SecondFactorView(String username, String loginPath, @Nullable MfaChannel channel, Set<MfaChannel> channels) {

}
