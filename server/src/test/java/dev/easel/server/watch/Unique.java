package dev.easel.server.watch;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Nothing is told twice, not even after a reconnect at the right place. */
final class Unique implements Guarantee {
  private final Set<Long> known = new HashSet<>();

  @Override
  public Optional<String> breach(long cursor, Told told, Past past) {
    return switch (told) {
      case Told.Event event ->
          Guarantee.unless(known.add(event.sequence()), event.sequence() + " is told twice");
      case Told.Snapshot snapshot -> {
        known.add(snapshot.sequence());
        yield Optional.empty();
      }
      case Told.Opened _, Told.Refused _, Told.Heartbeat _, Told.Complete _ -> Optional.empty();
    };
  }
}
