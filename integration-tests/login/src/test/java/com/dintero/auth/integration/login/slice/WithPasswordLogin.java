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

package com.dintero.auth.integration.login.slice;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.TestPropertySource;

/**
 * Gives a slice a registration of which a form signs users in, over an SSL bundle.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestPropertySource(properties = { "dintero.auth.registration.dintero.account-id=T12345678",
		"dintero.auth.registration.dintero.client-id=my-client",
		"dintero.auth.registration.dintero.client-secret=my-secret",
		"dintero.auth.registration.dintero.password-login.enabled=true", "dintero.auth.http.ssl-bundle=company",
		"spring.ssl.bundle.pem.company.options.enabled-protocols=TLSv1.3" })
@interface WithPasswordLogin {

}
