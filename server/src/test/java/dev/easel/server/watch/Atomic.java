package dev.easel.server.watch;

import java.util.Optional;

/**
 * One change is one event, told as it was committed, and a whole job is what its events made it.
 */
final class Atomic implements Guarantee {
  @Override
  public Optional<String> breach(long cursor, Told told, Past past) {
    return switch (told) {
      case Told.Event event -> inexact(event.happening(), past);
      case Told.Snapshot snapshot -> inexact(snapshot, past);
      case Told.Opened _, Told.Refused _, Told.Heartbeat _, Told.Complete _ -> Optional.empty();
    };
  }

  private static Optional<String> inexact(Happening told, Past past) {
    Optional<Happening> committed = past.at(told.sequence());
    // Of what may be skipped only the latest is kept.
    boolean gone = committed.isEmpty() && told.maySkip() && told.sequence() <= past.latest();
    return Guarantee.unless(
        gone || committed.equals(Optional.of(told)),
        told.sequence() + " is told as " + told + ", and committed as " + committed);
  }

  private static Optional<String> inexact(Told.Snapshot told, Past past) {
    if (told.sequence() > past.latest()) {
      return Optional.of("the whole job is told at " + told.sequence() + ", which never was");
    }
    boolean over = past.between(0, told.sequence() + 1).anyMatch(Happening::end);
    return Guarantee.unless(
        over == told.over(), "the whole job at " + told.sequence() + " is over: " + told.over());
  }
}
