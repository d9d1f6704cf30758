package dev.easel.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One look at a connection that nobody uses: whether something comes though nothing was asked for.
 * What never stops coming does not hold it up. For one thread.
 */
final class Look {
  /** After something has come; a thread may be kept waiting before, and see nothing wrong. */
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(5);

  /**
   * Pieces that may come however long it takes, as the thread may be kept waiting between them,
   * too: a server that speaks TLS says two or three things after its handshake, each read in two.
   */
  private static final int FEW = 16;

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
  private final LongSupplier nanos;
  private int taken;
  private long firstTaken;

  /** One that waits a little, or not at all, by a clock. */
  Look(boolean waits, LongSupplier nanos) {
    this.waits = waits;
    this.nanos = nanos;
  }

  /** One that waits a little, and sees an end. */
  static Look closely() {
    return new Look(true, System::nanoTime);
  }

  /** One that waits for nothing, and sees what has come, but no end. */
  static Look atHand() {
    return new Look(false, System::nanoTime);
  }

  /** Reads some of what comes. */
  int read(InputStream in, byte[] target, int offset, int length) throws IOException {
    if (taken >= FEW && nanos.getAsLong() - firstTaken > LONGEST) {
      throw new IOException("it says much though nothing was asked");
    }
    if (!waits && in.available() == 0) {
      throw new NothingAtHand();
    }
    int count = in.read(target, offset, length);
    if (taken == 0) {
      firstTaken = nanos.getAsLong();
    }
    taken++;
    return count;
  }

  /** Whether something came, though it be no more than a part of what could be understood. */
  boolean tookSomething() {
    return taken > 0;
  }
}
