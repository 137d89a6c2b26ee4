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

package com.dintero.auth.samples.backoffice;

import java.util.List;

/**
 * What a person does with a browser, and sees in it. Where it is led to it goes, and when
 * a method has returned it is there.
 */
interface Browser extends AutoCloseable {

	void open(String url);

	/**
	 * Click on a link or a button.
	 * @param label all that is written on it
	 */
	void click(String label);

	/**
	 * Type into a field, in place of what is there.
	 * @param field the field's name
	 * @param text what to type
	 */
	void type(String field, String text);

	/**
	 * Return where the browser is.
	 * @return the URL
	 */
	String url();

	/**
	 * Return what can be read on the page.
	 * @return the text
	 */
	String text();

	/**
	 * Return where the browser has been.
	 * @return all URLs of pages and redirects in their order
	 */
	List<String> visited();

	@Override
	void close();

}
