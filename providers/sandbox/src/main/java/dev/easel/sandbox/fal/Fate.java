package dev.easel.sandbox.fal;

import java.time.Instant;
import java.util.Optional;

/**
 * How a request will end if nobody cancels it.
 *
 * @param at when
 * @param failure with what, if not with images
 */
record Fate(Instant at, Optional<Progress.Ending.Failed> failure) {

  /** With images, in its time. */
  static Fate good(Schedule schedule) {
    return new Fate(schedule.completed(), Optional.empty());
  }
}
