package dev.easel.server.watch;

import java.util.Optional;

/** Up to where a heartbeat points everything was told, and nothing follows from before it. */
final class Bookmarkable implements Guarantee {
  private long bookmark;

  @Override
  public Optional<String> breach(long cursor, Told told, Past past) {
    return switch (told) {
      case Told.Heartbeat heartbeat -> misplaced(cursor, heartbeat.latest(), past);
      case Told.Event event ->
          Guarantee.unless(
              event.sequence() > bookmark,
              event.sequence() + " is told after a heartbeat at " + bookmark);
      case Told.Opened _, Told.Refused _, Told.Snapshot _, Told.Complete _ -> Optional.empty();
    };
  }

  private Optional<String> misplaced(long cursor, long latest, Past past) {
    if (latest > past.latest()) {
      return Optional.of("a heartbeat at " + latest + ", which has not happened");
    }
    if (latest < bookmark) {
      return Optional.of("a heartbeat at " + latest + " after one at " + bookmark);
    }
    bookmark = latest;
    return past.mustBeTold(cursor, latest + 1)
        .map(missing -> "a heartbeat at " + latest + " before " + missing.sequence() + " is told");
  }
}
