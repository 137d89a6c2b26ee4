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

package com.dintero.auth.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation for a {@code @SpringBootTest} class whose application is to talk to a
 * {@link com.dintero.auth.test.MockDintero MockDintero} instead of Dintero.
 * <p>
 * One is started for the application context, is closed with it, and can be injected with
 * {@code @Autowired}. {@code dintero.auth.base-url} points to it. Every registration that
 * the application has under {@code dintero.auth.registration} gets a mock client: its
 * {@code client-id} and {@code client-secret} are replaced, or its {@code api-key} if it
 * has one; its {@code account-id} and {@code audience} only where they cannot be used,
 * for instance because they are placeholders of environment variables that the test
 * machine does not have. All other properties stay as they are.
 * <p>
 * Before each test method the mock is
 * {@linkplain com.dintero.auth.test.MockDintero#reset() reset}, so that no fault and no
 * recorded request of one test is seen by the next. It still is one mock for all tests of
 * a context: do not run them in parallel if they count requests or let them fail.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureMockDintero {

	/**
	 * The name of the registration that there is if the application has none configured.
	 * @return the name of the registration
	 */
	String registration() default "dintero";

	/**
	 * The account id of registrations without one that can be used.
	 * @return the account id
	 */
	String accountId() default "T12345678";

}
