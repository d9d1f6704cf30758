package dev.easel.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The memory that connections of one caller may read ahead into, used again. Safe for threads. */
final class ReadAheadWindows {
  /** Length of each, in bytes. */
  static final int LENGTH = 64 << 10;

  private final Semaphore room;
  private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();

  /** At most so many at a time. */
  ReadAheadWindows(int most) {
    this.room = new Semaphore(most);
  }

  /** One to fill; null if all are in use. */
  byte @Nullable [] take() {
    if (!room.tryAcquire()) {
      return null;
    }
    byte[] known = spare.poll();
    return known == null ? new byte[LENGTH] : known;
  }

  /** Takes one back that nobody reads any more. */
  void giveBack(byte[] window) {
    spare.add(window);
    room.release();
  }

  /** Another may be taken in the place of one that somebody may still read. */
  void giveUp() {
    room.release();
  }
}
