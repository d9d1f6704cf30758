package dev.easel.server.watch;

import java.util.Optional;

/** What must be told is not left out: neither between two things that are told, nor at the end. */
final class Reliable implements Guarantee {
  @Override
  public Optional<String> breach(long cursor, Told told, Past past) {
    return switch (told) {
      case Told.Event event -> leftOut(cursor, event.sequence(), past);
      case Told.Heartbeat heartbeat -> leftOut(cursor, heartbeat.latest() + 1, past);
      case Told.Complete _ -> leftOut(cursor, firstEnd(past) + 1, past);
      case Told.Opened _, Told.Refused _, Told.Snapshot _ -> Optional.empty();
    };
  }

  private static Optional<String> leftOut(long cursor, long next, Past past) {
    return past.mustBeTold(cursor, next).map(missing -> missing.sequence() + " was left out");
  }

  private static long firstEnd(Past past) {
    return past.between(0, past.latest() + 1)
        .filter(Happening::end)
        .mapToLong(Happening::sequence)
        .findFirst()
        .orElse(past.latest());
  }
}
