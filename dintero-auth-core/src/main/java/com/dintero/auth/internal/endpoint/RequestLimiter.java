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

package com.dintero.auth.internal.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Limits how many requests are under way at a time. Registrations' own tokens, users and
 * merchants each have a part of the places for themselves, and share the others: the next
 * place goes to those who have the fewest. What is queued waits for a bounded time, and
 * what cannot be served in that time is refused at once.
 */
final class RequestLimiter {

	/**
	 * Users and merchants keep one in so many places each, users since there are any: 2
	 * of 16. That is enough to go on, and leaves most places to those who need them.
	 */
	private static final int OWN_PART = 8;

	/**
	 * So many requests are queued for a registration and a kind at most: more than can be
	 * served before the first of them gives up.
	 */
	private static final int MAXIMUM_QUEUED = 10_000;

	/**
	 * Of what requests have taken, the last one counts for so much. One that was slow
	 * must not refuse a queue, a few must.
	 */
	private static final int MEAN_OF = 8;

	// The fewest under way come first; half done comes before not begun
	private static final Comparator<Line> ORDER = Comparator.<Line, Boolean>comparing((line) -> line.party != Party.OWN)
		.thenComparingInt((line) -> line.group.underWay)
		.thenComparingInt((line) -> line.registration.underWay)
		.thenComparingInt((line) -> line.rank)
		.thenComparingInt((line) -> line.underWay)
		.thenComparingLong((line) -> line.lastTurn);

	private final int maximum;

	private final Duration deadline;

	private final Timer timer;

	private final Group own = new Group();

	private final Group users = new Group();

	private final Group merchants = new Group();

	// As many as there are registrations and kinds
	private final Map<List<Object>, Line> lines = new LinkedHashMap<>();

	private final Map<List<Object>, Group> registrations = new LinkedHashMap<>();

	private boolean hasUsers;

	private long turns;

	private boolean closed;

	/**
	 * Create a limiter.
	 * @param maximum how many requests may be under way at a time, at least two
	 * @param deadline how long a request may be queued
	 * @param timer counts that time
	 */
	RequestLimiter(int maximum, Duration deadline, Timer timer) {
		if (maximum < 2) {
			throw new IllegalArgumentException("There must be room for two token requests at a time");
		}
		this.maximum = maximum;
		this.deadline = deadline;
		this.timer = timer;
	}

	/**
	 * Ask for a place, which must be {@linkplain #leave given back}. To give up waiting,
	 * complete what is returned: if that succeeds, no place was taken.
	 * @param registrationId the registration that asks
	 * @param kind what the request asks for
	 * @param preferred whether it goes before others of its registration and kind
	 * @return completed, once there is room; failed with a
	 * {@link RejectedExecutionException} if that takes too long, or would
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the entry is the result
	CompletableFuture<Line> enter(String registrationId, TokenRequestKind kind, boolean preferred) {
		CompletableFuture<Line> entry = new CompletableFuture<>();
		Line line;
		synchronized (this) {
			line = this.lines.computeIfAbsent(List.of(registrationId, kind, preferred),
					(key) -> createLine(registrationId, kind, preferred));
			if (this.closed) {
				entry.cancel(false);
				return entry;
			}
			if (hasRoom(line)) {
				take(line);
				entry.complete(line);
				return entry;
			}
			if (!canServe(line)) {
				entry.completeExceptionally(new RejectedExecutionException(
						"too many requests wait for their turn already. Try again later, or allow more at a time"));
				return entry;
			}
			line.queue.add(entry);
		}
		// Not under the lock: others may act on an entry that is given up
		Line queued = line;
		entry.whenComplete((entered, failure) -> {
			if (failure != null) {
				remove(queued, entry);
			}
		});
		awaitTurn(line, entry, 1);
		return entry;
	}

	private Line createLine(String registrationId, TokenRequestKind kind, boolean preferred) {
		Party party = switch (kind) {
			case CLIENT_CREDENTIALS -> Party.OWN;
			case EXCHANGE_TOKEN, MERCHANT_TOKEN -> Party.MERCHANTS;
			default -> Party.USERS;
		};
		this.hasUsers |= party == Party.USERS;
		int rank = (kind == TokenRequestKind.EXCHANGE_TOKEN) ? 2 : 0;
		return new Line(party, group(party),
				this.registrations.computeIfAbsent(List.of(registrationId, party), (key) -> new Group()),
				(preferred && rank > 0) ? rank - 1 : rank);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // to cancel an alarm has no result
	private void awaitTurn(Line line, CompletableFuture<Line> entry, int deadlines) {
		try {
			long served = served(line);
			Future<?> alarm = this.timer.schedule(() -> {
				if (deadlines < TokenEndpointClient.MAXIMUM_DEADLINES && served(line) > served) {
					awaitTurn(line, entry, deadlines + 1);
				}
				else {
					entry.completeExceptionally(new RejectedExecutionException(
							"its turn did not come within %d ms. Check the network, or allow more time or more requests at a time"
								.formatted(this.deadline.toMillis() * deadlines)));
				}
			}, this.deadline);
			entry.whenComplete((entered, failure) -> alarm.cancel(false));
		}
		catch (RuntimeException | Error ex) {
			// Without a timer nobody would know when to give up
			entry.completeExceptionally(ex);
		}
	}

	private synchronized long served(Line line) {
		return line.registration.served;
	}

	@SuppressWarnings("CollectionUndefinedEquality") // told apart by identity
	private synchronized void remove(Line line, CompletableFuture<Line> entry) {
		line.queue.remove(entry);
	}

	/**
	 * Give a place back, to the next.
	 * @param line what was entered
	 * @param milliseconds how long the request took
	 * @param served whether Dintero did what it was asked for
	 */
	void leave(Line line, long milliseconds, boolean served) {
		synchronized (this) {
			line.meanMilliseconds += (milliseconds - line.meanMilliseconds) / MEAN_OF;
			line.registration.served += (served) ? 1 : 0;
		}
		Turn next = leaveTo(line);
		// Those who have given up give it back again
		while (next != null && !next.entry.complete(next.line)) {
			next = leaveTo(next.line);
		}
	}

	int queued(String registrationId) {
		return sum(registrationId, (line) -> line.queue.size());
	}

	int underWay(String registrationId) {
		return sum(registrationId, (line) -> line.underWay);
	}

	private synchronized int sum(String registrationId, ToIntFunction<Line> number) {
		return this.lines.entrySet()
			.stream()
			.filter((line) -> line.getKey().get(0).equals(registrationId))
			.mapToInt((line) -> number.applyAsInt(line.getValue()))
			.sum();
	}

	/**
	 * Let nobody in any more, nor wait.
	 */
	void close() {
		List<CompletableFuture<Line>> entries = new ArrayList<>();
		synchronized (this) {
			this.closed = true;
			this.lines.values().forEach((line) -> {
				entries.addAll(line.queue);
				line.queue.clear();
			});
		}
		entries.forEach((entry) -> entry.cancel(false));
	}

	// In one go, so that no newcomer takes the place of those who wait for it
	private synchronized @Nullable Turn leaveTo(Line line) {
		line.group.underWay--;
		line.registration.underWay--;
		line.underWay--;
		Line next = this.lines.values()
			.stream()
			.filter((other) -> !other.queue.isEmpty() && hasRoom(other))
			.min(ORDER)
			.orElse(null);
		if (next == null) {
			return null;
		}
		Iterator<CompletableFuture<Line>> queue = next.queue.iterator();
		CompletableFuture<Line> entry = queue.next();
		queue.remove();
		take(next);
		return new Turn(next, entry);
	}

	private void take(Line line) {
		line.group.underWay++;
		line.registration.underWay++;
		line.underWay++;
		line.lastTurn = ++this.turns;
	}

	// The last place is for registrations' own tokens: all others depend on them
	private boolean hasRoom(Line line) {
		if (line.party == Party.OWN) {
			return this.own.underWay + this.users.underWay + this.merchants.underWay < this.maximum;
		}
		Party others = line.party.others();
		return line.group.underWay + Math.max(group(others).underWay, partOf(others))
				+ Math.max(this.own.underWay, 1) < this.maximum;
	}

	private Group group(Party party) {
		return switch (party) {
			case OWN -> this.own;
			case USERS -> this.users;
			case MERCHANTS -> this.merchants;
		};
	}

	// An application without users has all places for its merchants
	private int partOf(Party party) {
		if (this.maximum == 2 || (party == Party.USERS && !this.hasUsers)) {
			return 0;
		}
		return Math.max(this.maximum / OWN_PART, 1);
	}

	private boolean canServe(Line line) {
		long patience = this.deadline.toMillis()
				* ((line.party == Party.MERCHANTS) ? TokenEndpointClient.MAXIMUM_DEADLINES : 1);
		return line.queue.size() < MAXIMUM_QUEUED && millisecondsUntilServed(line) < patience;
	}

	// Counts only what ORDER serves first. Lines that take turns share the places evenly:
	// until this one is through, none of the others gets more time than it does
	private double millisecondsUntilServed(Line line) {
		double ofRegistration = 0;
		double ofOtherParty = 0;
		Map<Group, Double> ofOtherRegistrations = new HashMap<>();
		for (Line other : this.lines.values()) {
			double queued = other.queuedMilliseconds();
			if (other.group != line.group) {
				ofOtherParty += (other.party != Party.OWN) ? queued : 0;
			}
			else if (other.registration != line.registration) {
				ofOtherRegistrations.merge(other.registration, queued, Double::sum);
			}
			else if (other.rank <= line.rank) {
				ofRegistration += (other.rank < line.rank) ? queued : Math.min(queued, line.queuedMilliseconds());
			}
		}
		double ofParty = ofRegistration;
		for (double queued : ofOtherRegistrations.values()) {
			ofParty += Math.min(queued, ofRegistration);
		}
		if (line.party == Party.OWN) {
			return ofParty / this.maximum;
		}
		int places = this.maximum - 1;
		return Math.max(ofParty / (places - partOf(line.party.others())),
				(ofParty + Math.min(ofOtherParty, ofParty)) / places);
	}

	/**
	 * Who a request is for.
	 */
	private enum Party {

		OWN, USERS, MERCHANTS;

		Party others() {
			return (this == USERS) ? MERCHANTS : USERS;
		}

	}

	/**
	 * Requests that share places: all of users, all of merchants, or those of one
	 * registration.
	 */
	private static final class Group {

		private int underWay;

		private long served;

	}

	/**
	 * A queue: requests of a registration and a kind, and those before them.
	 */
	static final class Line {

		private final Party party;

		private final Group group;

		private final Group registration;

		private final int rank;

		// Told apart by identity, and found at once by those who give up
		private final Set<CompletableFuture<Line>> queue = new LinkedHashSet<>();

		private int underWay;

		private long lastTurn;

		private double meanMilliseconds;

		private Line(Party party, Group group, Group registration, int rank) {
			this.party = party;
			this.group = group;
			this.registration = registration;
			this.rank = rank;
		}

		private double queuedMilliseconds() {
			return this.queue.size() * this.meanMilliseconds;
		}

	}

	private record Turn(Line line, CompletableFuture<Line> entry) {

	}

}
