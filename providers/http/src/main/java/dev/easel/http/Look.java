package dev.easel.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * One look at a connection that nobody uses: whether something comes though nothing was asked for.
 * What never stops coming does not hold it up. For one thread.
 */
final class Look {
  /** After something has come; a thread may be kept waiting before, and see nothing wrong. */
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(5);

  /** What a look mostly finds, before and after each exchange: without a stack, which is dear. */
  private static final class NothingAtHand extends SocketTimeoutException {
    private static final long serialVersionUID = 1;

    NothingAtHand() {
      super("nothing is at hand");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final boolean waits;
  private boolean tookSomething;
  private long firstTaken;

  private Look(boolean waits) {
    this.waits = waits;
  }

  /** One that waits a little, and sees an end. */
  static Look closely() {
    return new Look(true);
  }

  /** One that waits for nothing, and sees what has come, but no end. */
  static Look atHand() {
    return new Look(false);
  }

  /** Reads some of what comes. */
  int read(InputStream in, byte[] target, int offset, int length) throws IOException {
    if (tookSomething && System.nanoTime() - firstTaken > LONGEST) {
      throw new IOException("it says much though nothing was asked");
    }
    if (!waits && in.available() == 0) {
      throw new NothingAtHand();
    }
    int count = in.read(target, offset, length);
    if (!tookSomething) {
      tookSomething = true;
      firstTaken = System.nanoTime();
    }
    return count;
  }

  /** Whether something came, though it be no more than a part of what could be understood. */
  boolean tookSomething() {
    return tookSomething;
  }
}
