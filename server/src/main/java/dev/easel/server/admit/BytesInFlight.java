package dev.easel.server.admit;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of messages are in memory at one time, over all calls. Safe for threads. */
public final class BytesInFlight {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  /** The largest message fits twice, however small the memory. */
  private static final long FEWEST = 8L << 20;

  private static final int PART = 4;

  /**
   * The budget where the operator names none: a quarter of the heap or of the memory for
   * connections, whichever is less, since a message is in the one and then in the other.
   */
  public static long usual(long heap, long direct) {
    return Math.max(FEWEST, Math.min(heap, direct) / PART);
  }

  /** A budget of so many bytes. */
  public BytesInFlight(long most) {
    this.most = most;
  }

  /** Counts bytes that are there; whether all of them are within the budget. */
  public boolean add(long bytes) {
    return held.addAndGet(bytes) <= most;
  }

  /** Counts bytes that may come, if they are within the budget. */
  public boolean tryAdd(long bytes) {
    if (add(bytes)) {
      return true;
    }
    remove(bytes);
    return false;
  }

  /** Takes back bytes that were counted. */
  public void remove(long bytes) {
    held.addAndGet(-bytes);
  }

  /** How many are counted now. */
  public long held() {
    return held.get();
  }
}
