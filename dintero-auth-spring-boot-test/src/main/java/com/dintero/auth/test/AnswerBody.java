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

package com.dintero.auth.test;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of an answer: a beginning, any number of filling bytes, and an end. The
 * filling is written piece by piece, so that it takes no memory however long it is.
 */
final class AnswerBody {

	private static final int PIECE = 16 * 1024;

	private final byte[] beginning;

	private final long filling;

	private final byte[] end;

	private final long missing;

	private AnswerBody(byte[] beginning, long filling, byte[] end, long missing) {
		this.beginning = beginning;
		this.filling = filling;
		this.end = end;
		this.missing = missing;
	}

	static AnswerBody text(String text) {
		return new AnswerBody(bytes(text), 0, new byte[0], 0);
	}

	/**
	 * A body of which only the first half comes, though the whole is announced.
	 * @param text the whole
	 * @return the body
	 */
	static AnswerBody halfOf(String text) {
		byte[] whole = bytes(text);
		byte[] half = Arrays.copyOf(whole, whole.length / 2);
		return new AnswerBody(half, 0, new byte[0], whole.length - half.length);
	}

	/**
	 * A body of a certain length.
	 * @param beginning how it begins
	 * @param end how it ends
	 * @param length how long it is in all
	 * @return the body
	 */
	static AnswerBody filled(String beginning, String end, long length) {
		long filling = length - bytes(beginning).length - bytes(end).length;
		if (filling < 0) {
			throw new IllegalArgumentException("The body cannot be as short as %d bytes".formatted(length));
		}
		return new AnswerBody(bytes(beginning), filling, bytes(end), 0);
	}

	/**
	 * Returns the length that is announced.
	 * @return the number of bytes
	 */
	long length() {
		return this.beginning.length + this.filling + this.end.length + this.missing;
	}

	void writeTo(OutputStream out) throws IOException {
		out.write(this.beginning);
		byte[] piece = new byte[(int) Math.min(PIECE, this.filling)];
		Arrays.fill(piece, (byte) 'x');
		for (long left = this.filling; left > 0; left -= piece.length) {
			out.write(piece, 0, (int) Math.min(piece.length, left));
		}
		out.write(this.end);
	}

	boolean isComplete() {
		return this.missing == 0;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
