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

package com.dintero.auth.benchmarks.client;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the parameters of a token request as a JSON object.
 */
class JsonParametersConverter extends AbstractHttpMessageConverter<MultiValueMap<String, String>> {

	private final JsonMapper jsonMapper = JsonMapper.builder().build();

	JsonParametersConverter() {
		super(MediaType.APPLICATION_JSON);
	}

	static MultiValueMap<String, String> parameter(String name, String value) {
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
		parameters.add(name, value);
		return parameters;
	}

	@Override
	protected boolean supports(Class<?> type) {
		return MultiValueMap.class.isAssignableFrom(type);
	}

	@Override
	protected boolean canRead(@Nullable MediaType mediaType) {
		return false;
	}

	@Override
	protected MultiValueMap<String, String> readInternal(Class<? extends MultiValueMap<String, String>> type,
			HttpInputMessage message) {
		throw new HttpMessageNotReadableException("Parameters are only written", message);
	}

	// Without it the body is chunked, which Dintero's endpoint does not take
	@Override
	protected Long getContentLength(MultiValueMap<String, String> parameters, @Nullable MediaType contentType) {
		return (long) body(parameters).length;
	}

	@Override
	protected void writeInternal(MultiValueMap<String, String> parameters, HttpOutputMessage message)
			throws IOException {
		message.getBody().write(body(parameters));
	}

	private byte[] body(MultiValueMap<String, String> parameters) {
		return this.jsonMapper.writeValueAsBytes(parameters.toSingleValueMap());
	}

}
