package dev.easel.server.watch;

import java.util.Optional;

/**
 * A reader who has seen something goes on right after it, and is never refused; one who has seen
 * nothing begins with the whole job.
 */
final class Resumable implements Guarantee {
  private long after;
  private boolean whole;

  @Override
  public Optional<String> breach(long cursor, Told told, Past past) {
    return switch (told) {
      case Told.Opened opened -> {
        after = opened.after();
        whole = after > 0;
        yield Optional.empty();
      }
      case Told.Refused refused ->
          Optional.of("a watch after " + after + " is refused: " + refused.why());
      case Told.Snapshot snapshot -> {
        boolean due = !whole;
        whole = true;
        yield Guarantee.unless(
            due, "the whole job is told at " + snapshot.sequence() + " to who had it");
      }
      case Told.Event event ->
          Guarantee.unless(
              whole && event.sequence() > after,
              event.sequence() + " is told on a watch after " + after);
      case Told.Heartbeat _, Told.Complete _ ->
          Guarantee.unless(whole, "the whole job was not told");
    };
  }
}
