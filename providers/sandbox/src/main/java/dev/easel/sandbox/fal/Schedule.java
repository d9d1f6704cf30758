package dev.easel.sandbox.fal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * When what happens to a request that nothing disturbs: a quarter of the latency in the queue, the
 * rest at work.
 *
 * @param submitted when it was queued
 * @param latency from then until it is completed
 */
record Schedule(Instant submitted, Duration latency) {

  private static final int FIRST_POSITION = 2;

  Instant started() {
    return submitted.plus(waiting());
  }

  Instant completed() {
    return submitted.plus(latency);
  }

  /** The place in the queue, 0 for the next to be started; only before {@link #started}. */
  int position(Instant now) {
    long moved = advances().stream().filter(at -> !at.isAfter(now)).count();
    return FIRST_POSITION - (int) moved;
  }

  /** When a part of the work is done: {@code share} from 0 to 1 of the time after the queue. */
  Instant atWork(double share) {
    return started().plusNanos((long) (latency.minus(waiting()).toNanos() * share));
  }

  /** Every instant at which the status changes, in order. */
  List<Instant> changes() {
    return Stream.concat(advances().stream(), Stream.of(started(), completed())).toList();
  }

  private List<Instant> advances() {
    Duration step = waiting().dividedBy(FIRST_POSITION + 1);
    return Stream.iterate(1, i -> i <= FIRST_POSITION, i -> i + 1)
        .map(i -> submitted.plus(step.multipliedBy(i)))
        .toList();
  }

  private Duration waiting() {
    return latency.dividedBy(4);
  }
}
