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

package com.dintero.auth;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * All that an exception can print, for a search for what it must not.
 */
public final class PrintedForms {

	private PrintedForms() {
	}

	public static String of(DinteroAuthorizationException failure) {
		StringWriter printed = new StringWriter();
		PrintWriter writer = new PrintWriter(printed);
		failure.printStackTrace(writer);
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			writer.println(cause);
			writer.println(cause.getMessage());
			writer.println(cause.getLocalizedMessage());
		}
		writer.println(failure.getError() + " " + failure.getError().getDescription());
		writer.println(failure.getCode() + " " + failure.getErrors() + " " + failure.getEndpoint());
		byte[] serialized = serialize(failure);
		writer.println(new String(serialized, StandardCharsets.UTF_8));
		writer.println(new String(serialized, StandardCharsets.ISO_8859_1));
		writer.flush();
		return printed.toString();
	}

	public static DinteroAuthorizationException copyOf(DinteroAuthorizationException failure) {
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialize(failure)))) {
			return (DinteroAuthorizationException) in.readObject();
		}
		catch (IOException | ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] serialize(DinteroAuthorizationException failure) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(failure);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
