package dev.easel.http;

import java.time.Duration;

/**
 * How long one exchange may take. The call's deadline bounds it as well.
 *
 * @param total longest time in all
 * @param head longest time until all headers of the answer are there: a head that trickles is never
 *     silent
 * @param firstByte longest silence until the answer's body begins
 * @param idle longest silence else
 * @param paced whether an answer that trickles is given up
 * @param awaitsWork whether the work is done while the answer is waited for. Until the answer says
 *     that it {@linkplain Answer#flows flows}, it may then be silent for as long as before its
 *     body, and may take as long in all as its head
 */
public record Patience(
    Duration total,
    Duration head,
    Duration firstByte,
    Duration idle,
    boolean paced,
    boolean awaitsWork) {
  private static final Duration UNBOUNDED = Duration.ofDays(1);

  /** For an answer that is to begin at once. */
  public Patience(Duration total, Duration head, Duration idle, boolean paced) {
    this(total, head, idle, idle, paced, false);
  }

  /** Bounds the head by nothing but the whole. */
  public Patience(Duration total, Duration idle, boolean paced) {
    this(total, total, idle, paced);
  }

  /** For a small answer: 60 s in all, 30 s of silence. */
  public static Patience forAnswer() {
    return new Patience(Duration.ofSeconds(60), Duration.ofSeconds(30), true);
  }

  /** For a large body: as long as it flows, 30 s of silence before it begins. */
  public static Patience forDownload() {
    return new Patience(UNBOUNDED, Duration.ofSeconds(30), Duration.ofSeconds(30), true);
  }

  /**
   * For an answer that is given when the work is done, and then flows, with pauses of at most a
   * minute, but never trickles. As long for the sending.
   */
  public static Patience forWork(Duration silence) {
    Duration head = silence.multipliedBy(2);
    return new Patience(UNBOUNDED, head, silence, Duration.ofMinutes(1), true, true);
  }

  /** For events that come when they come. */
  public static Patience forEvents(Duration idle) {
    return new Patience(UNBOUNDED, idle, idle, false);
  }

  /** For an answer of events that come while the work is done. As long for the sending. */
  public static Patience forWorkEvents(Duration silence) {
    return new Patience(UNBOUNDED, silence.multipliedBy(2), silence, silence, false, false);
  }
}
