package dev.easel.server.watch;

import java.util.Optional;

/** A job ends once, but for one correction; a stream ends well right after that, and only then. */
final class TerminalOnce implements Guarantee {
  private static final int END_AND_CORRECTION = 2;

  private int ends;
  private boolean complete;

  @Override
  public String promise() {
    return "Terminal-once";
  }

  @Override
  public Optional<String> breach(long cursor, Told told, Past past) {
    if (complete) {
      return Optional.of(told + " follows the completion");
    }
    return switch (told) {
      case Told.Snapshot snapshot -> {
        ends = snapshot.over() ? Math.max(1, ends) : ends;
        yield Optional.empty();
      }
      case Told.Event event -> afterEvent(event.happening());
      case Told.Complete _ -> {
        complete = true;
        yield Guarantee.unless(ends > 0, "the watch is complete, and no end was told");
      }
      case Told.Opened _, Told.Refused _, Told.Heartbeat _ -> Optional.empty();
    };
  }

  private Optional<String> afterEvent(Happening happening) {
    if (!happening.end()) {
      return Guarantee.unless(ends == 0, happening.sequence() + " is told after the end");
    }
    ends++;
    return Guarantee.unless(ends <= END_AND_CORRECTION, "a third end is told");
  }
}
