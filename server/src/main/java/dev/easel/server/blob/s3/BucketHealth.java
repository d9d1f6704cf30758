package dev.easel.server.blob.s3;

import dev.easel.server.blob.UnreachableBlobsException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a bucket takes what is to be stored: for one that does not, nothing is bought. Safe for
 * threads.
 */
final class BucketHealth {
  private static final Logger log = LoggerFactory.getLogger(BucketHealth.class);

  private final ReentrantLock probing = new ReentrantLock();
  private volatile @Nullable IOException problem;
  private volatile boolean refusing;
  private final AtomicLong verdicts = new AtomicLong();

  /** Stores what is like an image, and takes it away again. */
  @FunctionalInterface
  interface Probe {
    void make() throws IOException;
  }

  /** An image was stored, or what is like one. */
  void worked() {
    problem = null;
    if (refusing) {
      refusing = false;
      log.info("images can be stored again, and new work is begun");
    }
  }

  /** The service did not do what it was asked for, though it may yet. */
  void failed(IOException why) {
    problem = why;
  }

  /**
   * Returns if things can be stored, as far as is known. After a failure of any kind that is tried
   * out, once for all who ask meanwhile.
   *
   * @throws UnreachableBlobsException if they cannot
   */
  void require(Probe probe) throws UnreachableBlobsException {
    if (problem == null) {
      return;
    }
    long known = verdicts.get();
    probing.lock();
    try {
      if (verdicts.get() == known) {
        judge(probe);
      }
    } finally {
      probing.unlock();
    }
    IOException why = problem;
    if (why != null) {
      throw new UnreachableBlobsException(
          "images cannot be stored, so nothing is bought: " + why.getMessage(), why);
    }
  }

  private void judge(Probe probe) {
    try {
      probe.make();
      worked();
    } catch (IOException e) {
      failed(e);
      if (!refusing) {
        refusing = true;
        log.warn("no new work is begun until images can be stored again: {}", e.getMessage());
      }
    } finally {
      verdicts.incrementAndGet();
    }
  }
}
