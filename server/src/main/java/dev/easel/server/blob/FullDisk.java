package dev.easel.server.blob;

import dev.easel.spi.Sleeper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outlasts a full disk, for one image that is paid for: its seller is read on when there is room
 * again. Used by one thread.
 */
final class FullDisk {
  private static final Logger log = LoggerFactory.getLogger(FullDisk.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Ten minutes: by then most sellers have given up sending. */
  static final int MOST_PAUSES = 600;

  private final Sleeper sleeper;
  private int pauses;

  FullDisk(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /** What may meet a full disk, and may then be done again. */
  @FunctionalInterface
  interface Storing<T> {
    T store() throws IOException;
  }

  /**
   * Does it until there is room.
   *
   * @throws DiskFullException if there is none for too long
   * @throws InterruptedIOException if the thread was interrupted meanwhile
   * @throws IOException if it fails for another reason
   */
  <T> T outlast(Storing<T> storing) throws IOException {
    while (true) {
      try {
        return storing.store();
      } catch (DiskFullException e) {
        pause(e);
      }
    }
  }

  private void pause(DiskFullException why) throws IOException {
    if (pauses == 0) {
      log.error(
          "an image that is paid for waits until there is room for it on the disk: {}",
          String.valueOf(why.getCause()));
    }
    pauses++;
    if (pauses > MOST_PAUSES) {
      throw why;
    }
    try {
      sleeper.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the disk was full");
    }
  }
}
