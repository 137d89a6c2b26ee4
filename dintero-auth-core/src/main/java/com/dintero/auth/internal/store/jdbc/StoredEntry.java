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

package com.dintero.auth.internal.store.jdbc;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroTokenStore.Entry;
import com.dintero.auth.DinteroTokenStore.Rest;
import com.dintero.auth.DinteroTokenStore.Value;

/**
 * The row of an entry, as it was read, and with the changes of one operation. All times
 * are milliseconds of the database's clock.
 */
final class StoredEntry {

	private static final int MAXIMUM_REJECTIONS = 20;

	private final long now;

	private final @Nullable Long version;

	private byte @Nullable [] content;

	private @Nullable String fingerprint;

	private long valueEnd;

	private @Nullable String owner;

	private long leaseEnd;

	private byte @Nullable [] reason;

	private long restEnd;

	private final Map<String, Long> rejections;

	private boolean changed;

	StoredEntry(long now, @Nullable Long version, byte @Nullable [] content, @Nullable String fingerprint,
			long valueEnd, @Nullable String owner, long leaseEnd, byte @Nullable [] reason, long restEnd,
			@Nullable String rejections) {
		this.now = now;
		this.version = version;
		this.content = content;
		this.fingerprint = fingerprint;
		this.valueEnd = valueEnd;
		this.owner = owner;
		this.leaseEnd = leaseEnd;
		this.reason = reason;
		this.restEnd = restEnd;
		this.rejections = parse(rejections);
	}

	Entry toEntry() {
		byte[] content = this.content;
		String fingerprint = this.fingerprint;
		byte[] reason = this.reason;
		return new Entry(
				(content != null && fingerprint != null && isAhead(this.valueEnd))
						? new Value(content, fingerprint, until(this.valueEnd)) : null,
				(reason != null && isAhead(this.restEnd)) ? new Rest(reason, until(this.restEnd)) : null,
				isAhead(this.leaseEnd));
	}

	boolean put(Value value) {
		long end = after(value.lifetime());
		if (!isAhead(end) || (isAhead(this.valueEnd) && this.valueEnd > end)
				|| this.rejections.containsKey(value.fingerprint())) {
			return false;
		}
		setValue(value.content(), value.fingerprint(), end);
		return true;
	}

	boolean acquireLease(String owner, Duration length) {
		if (isAhead(this.leaseEnd) && !owner.equals(this.owner)) {
			return false;
		}
		setLease(owner, after(length));
		return true;
	}

	boolean releaseLease(String owner) {
		if (!isAhead(this.leaseEnd) || !owner.equals(this.owner)) {
			return false;
		}
		setLease(null, 0);
		return true;
	}

	boolean reject(String fingerprint, Duration memory) {
		remember(fingerprint, after(memory));
		if (!isAhead(this.valueEnd) || !fingerprint.equals(this.fingerprint)) {
			return false;
		}
		setValue(null, null, 0);
		return true;
	}

	boolean rest(byte[] reason, Duration length) {
		long end = after(length);
		if (!isAhead(end)) {
			setRest(null, 0);
			return true;
		}
		if (isAhead(this.restEnd) && this.restEnd > end) {
			return false;
		}
		setRest(reason, end);
		return true;
	}

	private void remember(String fingerprint, long end) {
		if (!isAhead(end) || this.rejections.getOrDefault(fingerprint, 0L) >= end) {
			return;
		}
		this.rejections.put(fingerprint, end);
		if (this.rejections.size() > MAXIMUM_REJECTIONS) {
			this.rejections.entrySet()
				.stream()
				.min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
				.map(Map.Entry::getKey)
				.ifPresent(this.rejections::remove);
		}
		this.changed = true;
	}

	private void setValue(byte @Nullable [] content, @Nullable String fingerprint, long end) {
		this.content = content;
		this.fingerprint = fingerprint;
		this.valueEnd = end;
		this.changed = true;
	}

	private void setLease(@Nullable String owner, long end) {
		this.owner = owner;
		this.leaseEnd = end;
		this.changed = true;
	}

	private void setRest(byte @Nullable [] reason, long end) {
		this.reason = reason;
		this.restEnd = end;
		this.changed = true;
	}

	boolean isChanged() {
		return this.changed;
	}

	@Nullable Long version() {
		return this.version;
	}

	byte @Nullable [] content() {
		return this.content;
	}

	@Nullable String fingerprint() {
		return this.fingerprint;
	}

	long valueEnd() {
		return this.valueEnd;
	}

	@Nullable String owner() {
		return this.owner;
	}

	long leaseEnd() {
		return this.leaseEnd;
	}

	byte @Nullable [] reason() {
		return this.reason;
	}

	long restEnd() {
		return this.restEnd;
	}

	String rejections() {
		return this.rejections.entrySet()
			.stream()
			.map((rejection) -> rejection.getValue() + " " + rejection.getKey())
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Returns when nothing is left of the entry.
	 */
	long end() {
		return LongStream
			.concat(LongStream.of(this.valueEnd, this.leaseEnd, this.restEnd),
					this.rejections.values().stream().mapToLong(Long::longValue))
			.max()
			.orElseThrow();
	}

	private Map<String, Long> parse(@Nullable String rejections) {
		Map<String, Long> parsed = new TreeMap<>();
		if (rejections != null) {
			rejections.lines().map((line) -> line.split(" ", 2)).forEach((parts) -> {
				long end = Long.parseLong(parts[0]);
				if (isAhead(end)) {
					parsed.put(parts[1], end);
				}
			});
		}
		return parsed;
	}

	private boolean isAhead(long end) {
		return end > this.now;
	}

	private long after(Duration duration) {
		return this.now + duration.toMillis();
	}

	private Duration until(long end) {
		return Duration.ofMillis(end - this.now);
	}

}
