package dev.easel.server.watch;

/** One thing that a reader of a job saw, over all its connections. */
public sealed interface Told {
  /**
   * A connection was opened.
   *
   * @param after tell only what comes after this; zero begins with the whole job
   */
  record Opened(long after) implements Told {}

  /**
   * The connection was refused, although the job is there.
   *
   * @param why in whose words
   */
  record Refused(String why) implements Told {}

  /**
   * The whole job.
   *
   * @param sequence up to which it knows everything
   * @param over whether it is over
   */
  record Snapshot(long sequence, boolean over) implements Told {}

  /**
   * Something happened.
   *
   * @param happening what
   */
  record Event(Happening happening) implements Told {
    long sequence() {
      return happening.sequence();
    }
  }

  /**
   * Nothing happened.
   *
   * @param latest up to which everything was told
   */
  record Heartbeat(long latest) implements Told {}

  /** The stream ended well. */
  record Complete() implements Told {}
}
