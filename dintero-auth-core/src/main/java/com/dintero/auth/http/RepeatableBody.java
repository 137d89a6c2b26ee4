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

import java.nio.ByteBuffer;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.web.reactive.function.BodyInserter;
import reactor.core.publisher.Mono;

/**
 * Remembers what is written of a request's body, so that it can be written again. What
 * comes in one piece is remembered, up to a size; what is a stream, or a file, is not: it
 * may be there only once, or too long.
 */
final class RepeatableBody {

	/**
	 * Far more than an order has, and little enough to hold for many requests at a time.
	 */
	static final int MAXIMUM_BYTES = 256 * 1024;

	private final BodyInserter<?, ? super ClientHttpRequest> inserter;

	// Written by the thread that sends the request, and read by the one that has its
	// answer
	private volatile @Nullable Written written;

	RepeatableBody(BodyInserter<?, ? super ClientHttpRequest> inserter) {
		this.inserter = inserter;
	}

	/**
	 * Return what writes the body as ever, and remembers it. It may do so several times,
	 * as for a redirect.
	 * @return the inserter
	 */
	BodyInserter<?, ClientHttpRequest> remembering() {
		return (request, context) -> {
			this.written = null;
			return this.inserter.insert(
					(request instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopyMemory(request) : new Memory(request),
					context);
		};
	}

	/**
	 * Return what writes the body again, with the headers that belong to it.
	 * @return the inserter, or {@code null} if the body was not remembered
	 */
	@Nullable BodyInserter<?, ClientHttpRequest> repeating() {
		Written written = this.written;
		if (written == null) {
			return null;
		}
		return (request, context) -> {
			written.headers().forEach(request.getHeaders()::putIfAbsent);
			byte[] bytes = written.bytes();
			return (bytes.length > 0) ? request.writeWith(Mono.fromSupplier(() -> request.bufferFactory().wrap(bytes)))
					: request.setComplete();
		};
	}

	private class Memory extends ClientHttpRequestDecorator {

		Memory(ClientHttpRequest request) {
			super(request);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			if (!(body instanceof Mono<? extends DataBuffer> single)) {
				return super.writeWith(body);
			}
			HttpHeaders headers = headers();
			return super.writeWith(single.doOnNext((buffer) -> remember(headers, buffer)));
		}

		@Override
		public Mono<Void> setComplete() {
			RepeatableBody.this.written = new Written(headers(), new byte[0]);
			return super.setComplete();
		}

		// What the codec has set is not in the request that it was given
		private HttpHeaders headers() {
			HttpHeaders headers = HttpHeaders.copyOf(getHeaders());
			headers.remove(HttpHeaders.AUTHORIZATION);
			return headers;
		}

		private void remember(HttpHeaders headers, DataBuffer buffer) {
			if (buffer.readableByteCount() <= MAXIMUM_BYTES) {
				byte[] bytes = new byte[buffer.readableByteCount()];
				buffer.toByteBuffer(ByteBuffer.wrap(bytes));
				RepeatableBody.this.written = new Written(headers, bytes);
			}
		}

	}

	// Without it files would no longer go from the disk to the network directly
	private final class ZeroCopyMemory extends Memory implements ZeroCopyHttpOutputMessage {

		ZeroCopyMemory(ClientHttpRequest request) {
			super(request);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Written(HttpHeaders headers, byte[] bytes) {

	}

}
