package dev.easel.sandbox.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;

/**
 * Throws away what a client still sends after its answer. A connection that is closed on unread
 * bytes is reset, and the reset takes the answer away from a client that writes all before it
 * reads.
 */
final class LingeringClose {

  private final long mostBytes;
  private final Duration longest;

  /**
   * A lingering close.
   *
   * @param mostBytes how much is read, about, before the client is cut off
   * @param longest how long it is waited for
   */
  LingeringClose(long mostBytes, Duration longest) {
    this.mostBytes = mostBytes;
    this.longest = longest;
  }

  /** Reads to the end of the body, or to one of the bounds; nothing if it was read already. */
  void linger(Content.Source body) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    Semaphore more = new Semaphore(0);
    long read = 0;
    while (read < mostBytes) {
      Content.Chunk chunk = body.read();
      if (chunk == null) {
        body.demand(more::release);
        if (!more.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return;
        }
        continue;
      }
      read += chunk.remaining();
      chunk.release();
      if (chunk.isLast()) {
        return;
      }
    }
  }
}
