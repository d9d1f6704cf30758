package dev.easel.server.watch;

import java.util.List;
import java.util.Optional;

/** What one reader was told of a job, over all its connections, held to every guarantee. */
public final class WatchHistory {
  private final List<Guarantee> guarantees =
      List.of(
          new Ordered(),
          new Unique(),
          new Reliable(),
          new Atomic(),
          new Resumable(),
          new Bookmarkable(),
          new TerminalOnce());
  private long cursor;
  private boolean complete;

  /** Up to where everything was told. */
  public long cursor() {
    return cursor;
  }

  /** Whether the stream ended well. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Takes note of the next thing that was told.
   *
   * @param past what has happened by now
   * @return the promises that it breaks, each with how
   */
  public List<String> take(Told told, Past past) {
    List<String> breaches =
        guarantees.stream()
            .map(guarantee ->
                guarantee.breach(cursor, told, past).map(how -> guarantee.promise() + ": " + how))
            .flatMap(Optional::stream)
            .toList();
    switch (told) {
      case Told.Snapshot snapshot -> cursor = snapshot.sequence();
      case Told.Event event -> cursor = event.sequence();
      case Told.Complete _ -> complete = true;
      case Told.Opened _, Told.Refused _, Told.Heartbeat _ -> {}
    }
    return breaches;
  }

  /** Every breach in what a reader was told, once its job's past is known whole. */
  public static List<String> breaches(List<Told> told, Past past) {
    WatchHistory history = new WatchHistory();
    return told.stream().flatMap(next -> history.take(next, past).stream()).toList();
  }
}
