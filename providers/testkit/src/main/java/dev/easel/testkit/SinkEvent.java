package dev.easel.testkit;

import dev.easel.spi.Handle;
import dev.easel.spi.LogLine;
import dev.easel.spi.ProviderFailure;

/** Something that a provider told its sink. */
public sealed interface SinkEvent {
  /** The seller has taken the work. */
  record Accepted(Handle handle) implements SinkEvent {}

  /** The work waits. */
  record Queued(int place) implements SinkEvent {}

  /** The work has begun. */
  record Started() implements SinkEvent {}

  /** The work is over; its result is to be fetched. */
  record Finished() implements SinkEvent {}

  /** The seller wrote a line. */
  record Logged(LogLine line) implements SinkEvent {}

  /** A slot was opened for its bytes. */
  record Opened(int slot) implements SinkEvent {}

  /** A slot has its image. */
  record Committed(int slot) implements SinkEvent {}

  /** A slot has one more unfinished image. */
  record Previewed(int slot, int ordinal) implements SinkEvent {}

  /** A slot gets no image. */
  record Refused(int slot, ProviderFailure why) implements SinkEvent {}
}
