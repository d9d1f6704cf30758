package dev.easel.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long one exchange may still wait for its network: whatever it waits for, it waits no longer
 * than the nearest limit. Two things are told apart before the answer: a seller that works is
 * silent, and may be for as long as its caller bears; one whose head has begun has no reason to let
 * it trickle. For the thread of the exchange; its watch may ask, too.
 */
final class Bounds {
  private final Progress progress;
  private final Patience patience;
  private final long connectNanos;
  private final long trickleNanos;
  private final long headEnd;
  private volatile long end;
  private long bodySilenceNanos;
  private long spellBegan;
  private long lastArrival;
  private long readBegan;

  /**
   * From now.
   *
   * @param total how long all of it may take
   */
  Bounds(Progress progress, Patience patience, HttpLimits limits, Duration total) {
    long now = System.nanoTime();
    this.progress = progress;
    this.patience = patience;
    this.connectNanos = limits.connect().toNanos();
    this.trickleNanos = limits.paceWindow().toNanos();
    this.headEnd = now + patience.head().toNanos();
    this.end = now + total.toNanos();
    this.bodySilenceNanos = patience.firstByte().toNanos();
    this.spellBegan = now;
    this.lastArrival = now;
    this.readBegan = now;
  }

  /** Gives all of it so long from now, if its time is not over. */
  void restart(Duration total) {
    long now = System.nanoTime();
    if (end - now > 0) {
      end = now + total.toNanos();
    }
  }

  /** The body may be silent for so long from now on. */
  void bearSilenceOf(long nanos) {
    bodySilenceNanos = nanos;
  }

  /**
   * Some of the body is asked for. Until it is there, all is silence: bytes that make up nothing to
   * be read yet, as of a part of a record of TLS, do not break it.
   */
  void readBegins() {
    readBegan = System.nanoTime();
  }

  /** How long the other side may take nothing of what is written. */
  long untakenNanos() {
    return patience.idle().toNanos();
  }

  /** How long is left of the whole, and of the head as long as that is awaited. */
  long leftNanos() {
    long now = System.nanoTime();
    long left = end - now;
    return progress.stage() == Stage.READING ? left : Math.min(left, headEnd - now);
  }

  /** The longest wait for what comes next, in milliseconds; at least 1, as 0 means forever. */
  int waitMillis() {
    long nanos = Math.min(silenceNanos(), leftNanos());
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    return Math.clamp(millis, 1, Integer.MAX_VALUE);
  }

  private long silenceNanos() {
    return switch (progress.stage()) {
      case NAME, CONNECT, TLS -> connectNanos;
      case SENDING, WAITING -> patience.firstByte().toNanos();
      case READING -> readBegan + bodySilenceNanos - System.nanoTime();
    };
  }

  /** How long the other side may be silent now. */
  Duration silence() {
    return progress.stage() == Stage.READING
        ? Duration.ofNanos(bodySilenceNanos)
        : patience.firstByte();
  }

  /** Whether it has been silent for too long though bytes come. */
  boolean isSilent() {
    return silenceNanos() <= 0;
  }

  /** One of several heads is whole, and the next has as long as it. */
  void headEnds() {
    spellBegan = System.nanoTime();
  }

  /** Whether it is to be given up; why, its progress says then. */
  boolean isOver() {
    if (leftNanos() > 0) {
      return false;
    }
    progress.ends(Progress.Ending.OVERDUE);
    return true;
  }

  /**
   * Some bytes have come. After a long pause a spell of them begins anew: what came before was not
   * of the head.
   *
   * @return whether they are those of a head that trickles
   */
  boolean tricklesAfterArrival() {
    if (progress.stage() != Stage.WAITING) {
      return false;
    }
    long now = System.nanoTime();
    if (now - lastArrival > trickleNanos / 2) {
      spellBegan = now;
    }
    lastArrival = now;
    if (now - spellBegan <= trickleNanos) {
      return false;
    }
    progress.ends(Progress.Ending.TRICKLES);
    return true;
  }
}
