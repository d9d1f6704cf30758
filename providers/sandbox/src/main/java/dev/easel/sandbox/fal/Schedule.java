package dev.easel.sandbox.fal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * When what happens to a request that nothing disturbs: a quarter of the latency in the queue, more
 * if it is held there, the rest at work.
 *
 * @param submitted when it was queued
 * @param latency from then until it is completed
 * @param held how much longer than that it has to wait for others, not negative
 * @param requeued whether it goes back to the queue once, as when a runner is lost
 */
record Schedule(Instant submitted, Duration latency, Duration held, boolean requeued) {

  private static final int FIRST_POSITION = 2;

  private static final double LOST = 0.3;
  private static final double FOUND = 0.6;

  Schedule(Instant submitted, Duration latency) {
    this(submitted, latency, Duration.ZERO, false);
  }

  /** Whether it is in the queue. */
  boolean waits(Instant now) {
    return now.isBefore(started())
        || (requeued && !now.isBefore(atWork(LOST)) && now.isBefore(atWork(FOUND)));
  }

  Instant started() {
    return submitted.plus(waiting());
  }

  Instant completed() {
    return submitted.plus(held).plus(latency);
  }

  /** The place in the queue, 0 for the next to be started; only while it waits. */
  int position(Instant now) {
    long moved = advances().stream().filter(at -> !at.isAfter(now)).count();
    return FIRST_POSITION - (int) moved;
  }

  /** When a part of the work is done: {@code share} from 0 to 1 of the time after the queue. */
  Instant atWork(double share) {
    return started().plusNanos((long) (latency.minus(inQueue(latency)).toNanos() * share));
  }

  /** Every instant at which the status changes, in order. */
  List<Instant> changes() {
    Stream<Instant> again = requeued ? Stream.of(atWork(LOST), atWork(FOUND)) : Stream.of();
    return Stream.of(advances().stream(), Stream.of(started(), completed()), again)
        .flatMap(instants -> instants)
        .sorted()
        .toList();
  }

  private List<Instant> advances() {
    Duration step = waiting().dividedBy(FIRST_POSITION + 1);
    return Stream.iterate(1, i -> i <= FIRST_POSITION, i -> i + 1)
        .map(i -> submitted.plus(step.multipliedBy(i)))
        .toList();
  }

  /** What of the latency is spent in the queue. */
  static Duration inQueue(Duration latency) {
    return latency.dividedBy(4);
  }

  private Duration waiting() {
    return held.plus(inQueue(latency));
  }
}
