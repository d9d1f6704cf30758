package dev.easel.server.watch;

import java.util.Optional;

/** Sequences rise. */
final class Ordered implements Guarantee {
  @Override
  public Optional<String> breach(long cursor, Told told, Past past) {
    return told instanceof Told.Event event
        ? Guarantee.unless(
            event.sequence() >= cursor, event.sequence() + " is told after " + cursor)
        : Optional.empty();
  }
}
