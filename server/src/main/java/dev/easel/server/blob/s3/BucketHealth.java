package dev.easel.server.blob.s3;

import dev.easel.server.blob.UnreachableBlobsException;
import java.io.IOException;
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

  /** Stores something small, and takes it away again. */
  @FunctionalInterface
  interface Probe {
    void make() throws IOException;
  }

  /** Something was stored. */
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
   * out, by one at a time; who comes meanwhile is refused on what is known.
   *
   * @throws UnreachableBlobsException if they cannot
   */
  void require(Probe probe) throws UnreachableBlobsException {
    IOException last = problem;
    if (last == null) {
      return;
    }
    if (!probing.tryLock()) {
      throw refusal(last);
    }
    try {
      probe.make();
      worked();
    } catch (IOException e) {
      failed(e);
      if (!refusing) {
        refusing = true;
        log.warn("no new work is begun until images can be stored again: {}", e.getMessage());
      }
      throw refusal(e);
    } finally {
      probing.unlock();
    }
  }

  private static UnreachableBlobsException refusal(IOException why) {
    return new UnreachableBlobsException(
        "images cannot be stored, so nothing is bought: " + why.getMessage(), why);
  }
}
