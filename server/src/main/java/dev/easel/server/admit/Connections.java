package dev.easel.server.admit;

import java.util.concurrent.atomic.AtomicInteger;

/** How many connections are open at one port, of as many as there may be. Safe for threads. */
public final class Connections {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  /** So many at most. */
  public Connections(int most) {
    this.most = most;
  }

  /** Counts one more, if there may be one. */
  public boolean tryOpen() {
    if (open.incrementAndGet() <= most) {
      return true;
    }
    close();
    return false;
  }

  /** Counts one less. */
  public void close() {
    open.decrementAndGet();
  }

  /** How many there may be. */
  public int most() {
    return most;
  }
}
