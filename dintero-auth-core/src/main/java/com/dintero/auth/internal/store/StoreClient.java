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

package com.dintero.auth.internal.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.DinteroTokenStore.Entry;
import com.dintero.auth.DinteroTokenStore.Rest;
import com.dintero.auth.DinteroTokenStore.Value;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenTransport;
import com.dintero.auth.internal.endpoint.WarningLimiter;

/**
 * Uses the store, with encrypted content, and continues without it while it is down or
 * slow. All futures complete normally and in time. Without the store, nothing is stored,
 * and everybody gets the lease.
 */
public final class StoreClient {

	private static final Log logger = LogFactory.getLog(StoreClient.class);

	private static final Entry EMPTY = new Entry(null, null, false);

	/**
	 * The reason of a rest that cannot be decrypted.
	 */
	private static final byte[] UNKNOWN = {};

	/**
	 * When to try the store again after it has failed. The interval doubles.
	 */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Duration MAXIMUM_PAUSE = Duration.ofSeconds(30);

	/**
	 * How many times as long as others the first answer may take. It needs a connection,
	 * and a JVM that has just started is slow.
	 */
	private static final int FIRST_ANSWER = 10;

	/**
	 * How many calls are under way at a time. A store with four connections is not slow
	 * because thousands of merchants are looked for at once.
	 */
	private static final int MAXIMUM_UNDER_WAY = 16;

	/**
	 * The time by which a lease is longer than a request.
	 */
	private static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

	/**
	 * The maximum number of values, and of ends of rests, that wait for the store. Other
	 * instances request again what exceeds it.
	 */
	private static final int MAXIMUM_WAITING = 10_000;

	private final DinteroTokenStore store;

	private final StoreCipher cipher;

	private final String prefix;

	private final Duration timeout;

	private final TokenTransport transport;

	private final Clock clock;

	private final WarningLimiter warnings;

	private final Semaphore places = new Semaphore(MAXIMUM_UNDER_WAY);

	// As many as there are token requests, one for each
	private final Queue<Runnable> queued = new ConcurrentLinkedQueue<>();

	// Their turn comes after all others, because no lease ends meanwhile
	private final Queue<Runnable> queuedLooks = new ConcurrentLinkedQueue<>();

	private final LongAdder failures = new LongAdder();

	private final LongAdder undecryptable = new LongAdder();

	private final Map<String, CompletableFuture<?>> removals = new ConcurrentHashMap<>();

	private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

	// Keys whose rest has ended without the store
	private final Set<String> waitingEnds = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Instant failingSince;

	private volatile boolean answered;

	private volatile boolean warned;

	/**
	 * Create a client.
	 * @param store the store
	 * @param keys the keys of the moment: the first encrypts, all decrypt
	 * @param prefix what all keys begin with
	 * @param timeout how long the store may take
	 * @param transport the threads and the timer
	 * @param clock the clock
	 */
	public StoreClient(DinteroTokenStore store, Supplier<List<EncryptionKey>> keys, String prefix, Duration timeout,
			TokenTransport transport, Clock clock) {
		this.store = store;
		this.cipher = new StoreCipher(keys);
		this.prefix = prefix;
		this.timeout = timeout;
		this.transport = transport;
		this.clock = clock;
		this.warnings = new WarningLimiter(clock);
	}

	/**
	 * Return the keys of a registration's entries.
	 * @param registration the registration with its client secret of the moment
	 * @return the keys
	 */
	public StoreKeys keys(DinteroRegistration registration) {
		return new StoreKeys(this.prefix, registration);
	}

	/**
	 * Return an entry.
	 * @param key the key
	 * @return the entry with decrypted content
	 */
	public CompletableFuture<Entry> get(String key) {
		return get(key, this.queued);
	}

	/**
	 * Return an entry for a caller that holds no lease.
	 * @param key the key
	 * @return the entry with decrypted content
	 */
	public CompletableFuture<Entry> look(String key) {
		return get(key, this.queuedLooks);
	}

	private CompletableFuture<Entry> get(String key, Queue<Runnable> queue) {
		CompletableFuture<?> removal = this.removals.get(key);
		CompletableFuture<@Nullable Entry> entry = (removal != null)
				? removal.thenCompose((removed) -> call(() -> this.store.get(key), queue))
				: call(() -> this.store.get(key), queue);
		return entry.thenApply((found) -> (found != null) ? decrypted(key, found) : EMPTY);
	}

	private Entry decrypted(String key, Entry entry) {
		Value value = entry.value();
		Rest rest = entry.rest();
		byte[] content = (value != null) ? decrypt(valuePlace(key), value.content()) : null;
		byte[] reason = (rest != null) ? decrypt(restPlace(key), rest.reason()) : null;
		return new Entry(
				(value != null && content != null) ? new Value(content, value.fingerprint(), value.lifetime()) : null,
				(rest != null) ? new Rest((reason != null) ? reason : UNKNOWN, rest.remaining()) : null,
				entry.leased());
	}

	private byte @Nullable [] decrypt(String place, byte[] content) {
		byte[] text = this.cipher.decrypt(place, content);
		if (text == null) {
			this.undecryptable.increment();
			if (this.warnings.allows("decrypt")) {
				logger.warn("A value in the token store cannot be decrypted and is not used. Check that all instances "
						+ "have the same keys under 'dintero.auth.store.encryption.keys'");
			}
		}
		return text;
	}

	/**
	 * Wait before the next look in the store.
	 * @param poll for how long
	 * @return completed after that time
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // nobody cancels it
	public CompletableFuture<@Nullable Void> pause(PollInterval poll) {
		CompletableFuture<@Nullable Void> pause = new CompletableFuture<>();
		this.transport.timer().schedule(() -> complete(pause, null), poll.jittered());
		return pause;
	}

	/**
	 * Store a value, now or when the store answers again.
	 * @param key the key
	 * @param value the value
	 * @return completed when it is stored or waits for the store
	 */
	public CompletableFuture<Boolean> put(String key, Value value) {
		return call(() -> this.store.put(key, new Value(this.cipher.encrypt(valuePlace(key), value.content()),
				value.fingerprint(), value.lifetime())))
			.thenApply((stored) -> {
				if (stored == null && this.waiting.size() < MAXIMUM_WAITING) {
					this.waiting.put(key, new Waiting(value, this.clock.instant().plus(value.lifetime())));
				}
				return stored != null && stored;
			});
	}

	/**
	 * Take or extend a lease.
	 * @param key the key
	 * @param owner who takes it
	 * @param longest how long what it is taken for may take. The lease ends by itself a
	 * second later
	 * @return whether the owner may go on
	 */
	public CompletableFuture<Boolean> acquireLease(String key, String owner, Duration longest) {
		return call(() -> this.store.acquireLease(key, owner, longest.plus(LEASE_MARGIN)))
			.thenApply((acquired) -> acquired == null || acquired);
	}

	/**
	 * End a lease.
	 * @param key the key
	 * @param owner who took it
	 * @return completed when that is done, or the lease ends by itself
	 */
	public CompletableFuture<Boolean> releaseLease(String key, String owner) {
		return call(() -> this.store.releaseLease(key, owner)).thenApply((released) -> released != null && released);
	}

	/**
	 * Remove the value with a fingerprint, and keep others from storing it again. The
	 * value no longer waits for the store either.
	 * @param key the key
	 * @param fingerprint the fingerprint
	 * @param memory for how long
	 * @return whether the store had that value
	 */
	public CompletableFuture<Boolean> reject(String key, String fingerprint, Duration memory) {
		this.waiting.computeIfPresent(key,
				(same, waiting) -> waiting.value().fingerprint().equals(fingerprint) ? null : waiting);
		return call(() -> this.store.reject(key, fingerprint, memory))
			.thenApply((rejected) -> rejected != null && rejected);
	}

	/**
	 * Store a rest, or end it, now or when the store answers again.
	 * @param key the key
	 * @param reason the reason
	 * @param length how long it lasts; zero ends it
	 * @return completed when that is done, or the end waits for the store
	 */
	public CompletableFuture<Boolean> rest(String key, byte[] reason, Duration length) {
		this.waitingEnds.remove(key);
		return call(() -> this.store.rest(key, this.cipher.encrypt(restPlace(key), reason), length))
			.thenApply((stored) -> {
				if (stored == null && length.isZero() && this.waitingEnds.size() < MAXIMUM_WAITING) {
					this.waitingEnds.add(key);
				}
				return stored != null && stored;
			});
	}

	/**
	 * Remove the value and the rest of a key. Calls of {@link #get} that come later wait
	 * for that.
	 * @param key the key
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // whoever needs it waits for it
	public void remove(String key) {
		this.waiting.remove(key);
		CompletableFuture<Boolean> removal = call(() -> this.store.get(key)).thenCompose((entry) -> {
			Value value = (entry != null) ? entry.value() : null;
			return (value != null) ? reject(key, value.fingerprint(), value.lifetime())
					: CompletableFuture.completedFuture(false);
		}).thenCompose((rejected) -> rest(key, new byte[0], Duration.ZERO));
		this.removals.put(key, removal);
		removal.whenComplete((removed, failure) -> this.removals.remove(key, removal));
	}

	/**
	 * Return since when the store fails.
	 * @return the time, or {@code null} while it answers
	 */
	public @Nullable Instant failingSince() {
		return this.failingSince;
	}

	/**
	 * Return how many calls of the store have failed or took too long.
	 * @return the number since the start
	 */
	public long failures() {
		return this.failures.sum();
	}

	/**
	 * Return how many values could not be decrypted.
	 * @return the number since the start
	 */
	public long undecryptable() {
		return this.undecryptable.sum();
	}

	private static String valuePlace(String key) {
		return key + "#value";
	}

	private static String restPlace(String key) {
		return key + "#rest";
	}

	private <T> CompletableFuture<@Nullable T> call(Supplier<CompletableFuture<T>> operation) {
		return call(operation, this.queued);
	}

	// Completed with null without the store. The time-out counts from the call's turn
	private <T> CompletableFuture<@Nullable T> call(Supplier<CompletableFuture<T>> operation, Queue<Runnable> queue) {
		if (this.failingSince != null) {
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<@Nullable T> result = new CompletableFuture<>();
		queue.add(() -> start(operation, result));
		startQueued();
		return result;
	}

	private void startQueued() {
		while (!(this.queued.isEmpty() && this.queuedLooks.isEmpty()) && this.places.tryAcquire()) {
			Runnable next = this.queued.poll();
			if (next == null) {
				next = this.queuedLooks.poll();
			}
			if (next != null) {
				next.run();
			}
			else {
				this.places.release();
			}
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the result has a future of its own
	private <T> void start(Supplier<CompletableFuture<T>> operation, CompletableFuture<@Nullable T> result) {
		if (this.failingSince != null || this.transport.isClosed()) {
			this.places.release();
			result.complete(null);
			return;
		}
		attempt(operation).whenComplete((value, failure) -> {
			this.places.release();
			startQueued();
			result.complete(value);
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the result has a future of its own
	private <T> CompletableFuture<@Nullable T> attempt(Supplier<CompletableFuture<T>> operation) {
		CompletableFuture<@Nullable T> result = new CompletableFuture<>();
		try {
			Duration timeout = (this.answered) ? this.timeout : this.timeout.multipliedBy(FIRST_ANSWER);
			CompletableFuture<T> answer = operation.get();
			Future<?> alarm = this.transport.timer().schedule(() -> {
				failed(result, new TimeoutException("no answer within %d ms".formatted(timeout.toMillis())));
				answer.cancel(false);
			}, timeout);
			answer.whenComplete((value, failure) -> {
				alarm.cancel(false);
				if (failure != null) {
					failed(result, Futures.unwrap(failure));
				}
				else {
					this.answered = true;
					complete(result, value);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			failed(result, ex);
		}
		return result;
	}

	// Not on a thread of the store or of the timer, which have other things to do
	private <T> void complete(CompletableFuture<@Nullable T> result, @Nullable T value) {
		try {
			this.transport.executor().execute(() -> result.complete(value));
		}
		catch (RuntimeException | Error ex) {
			// No thread is free, and a caller waits
			result.complete(value);
		}
	}

	private <T> void failed(CompletableFuture<@Nullable T> result, Throwable failure) {
		if (result.isDone()) {
			return;
		}
		// A call that the end of the application stops is no failure
		if (!this.transport.isClosed()) {
			this.failures.increment();
			suspend(failure);
		}
		complete(result, null);
	}

	private void suspend(Throwable failure) {
		synchronized (this) {
			if (this.failingSince != null) {
				return;
			}
			this.failingSince = this.clock.instant();
		}
		// A store that comes and goes does not fill the log
		this.warned = this.warnings.allows("unavailable");
		if (this.warned) {
			logger.warn(
					("The token store does not answer: %s. This instance works without the store until the store answers again")
						.formatted(failure));
		}
		lookLater(PAUSE);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // nobody cancels it
	private void lookLater(Duration pause) {
		try {
			this.transport.timer().schedule(() -> look(pause), pause);
		}
		catch (RuntimeException | Error ex) {
			// The application ends
			logger.debug("The search for the token store has ended", ex);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the next look comes by itself
	private void look(Duration pause) {
		CompletableFuture<@Nullable Entry> answer = attempt(() -> this.store.get(this.prefix + "availability"));
		answer.whenComplete((entry, failure) -> {
			if (entry != null) {
				resume();
			}
			else {
				Duration next = pause.multipliedBy(2);
				lookLater((next.compareTo(MAXIMUM_PAUSE) < 0) ? next : MAXIMUM_PAUSE);
			}
		});
	}

	private void resume() {
		Instant since = this.failingSince;
		this.failingSince = null;
		if (since != null && this.warned) {
			logger.info("The token store answers again after %d s"
				.formatted(Duration.between(since, this.clock.instant()).toSeconds()));
		}
		sendWaiting();
	}

	// One at a time: thousands at once would exceed the timeout. What is not sent yet
	// keeps waiting if the store fails again
	@SuppressWarnings("FutureReturnValueIgnored") // the next one comes by itself
	private void sendWaiting() {
		if (this.failingSince != null || this.transport.isClosed()) {
			return;
		}
		String ended = this.waitingEnds.stream().findFirst().orElse(null);
		if (ended != null) {
			rest(ended, new byte[0], Duration.ZERO).whenComplete((stored, failure) -> sendWaiting());
			return;
		}
		String key = this.waiting.keySet().stream().findFirst().orElse(null);
		if (key == null) {
			return;
		}
		Waiting next = this.waiting.remove(key);
		Duration lifetime = (next != null) ? Duration.between(this.clock.instant(), next.until()) : Duration.ZERO;
		if (next == null || lifetime.isNegative() || lifetime.isZero()) {
			this.transport.executor().execute(this::sendWaiting);
			return;
		}
		put(key, new Value(next.value().content(), next.value().fingerprint(), lifetime))
			.whenComplete((stored, failure) -> sendWaiting());
	}

	/**
	 * A value that waits for the store.
	 *
	 * @param value the value
	 * @param until when its lifetime ends
	 */
	private record Waiting(Value value, Instant until) {

	}

}
