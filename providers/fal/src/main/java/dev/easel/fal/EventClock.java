package dev.easel.fal;

import dev.easel.http.ByteSource;
import dev.easel.http.TransportException;
import dev.easel.http.TransportException.Reason;
import java.time.Duration;

/**
 * Ends a stream of events whose bytes come and make up no event: it is never silent, and tells
 * nothing. Not safe for threads.
 */
final class EventClock implements ByteSource {
  private final ByteSource source;
  private final long longestNanos;
  private long lastNanos = System.nanoTime();

  EventClock(ByteSource source, Duration longest) {
    this.source = source;
    this.longestNanos = longest.toNanos();
  }

  /** An event has come. */
  void tick() {
    lastNanos = System.nanoTime();
  }

  @Override
  public int read(byte[] buffer) throws TransportException, InterruptedException {
    int count = source.read(buffer);
    if (System.nanoTime() - lastNanos > longestNanos) {
      throw new TransportException(Reason.TOO_SLOW, true, "the stream of statuses trickles", null);
    }
    return count;
  }
}
