package dev.easel.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * A socket that waits no longer than the exchange that uses it may, and that notices when the
 * network is gone, since a connection that waits says nothing of it by itself.
 */
final class BoundedSocket extends ReadAheadSocket {
  /** How often the other side is asked again before it is given up. */
  private static final int PROBES = 3;

  /** What is written at once, in bytes: that much has to be taken in time. */
  private static final int PART = 64 << 10;

  private volatile @Nullable Bounds bounds;
  private volatile @Nullable Look look;
  private volatile long writingSince;

  /**
   * A socket to be connected.
   *
   * @param pulse how long it may say nothing before the other side is asked whether it is there
   * @param windows what it may read ahead into
   */
  BoundedSocket(Proxy proxy, Duration pulse, ReadAheadWindows windows) throws IOException {
    super(proxy, windows);
    setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    setOption(StandardSocketOptions.TCP_NODELAY, true);
    setIfKnown(ExtendedSocketOptions.TCP_KEEPIDLE, inSeconds(pulse));
    setIfKnown(ExtendedSocketOptions.TCP_KEEPINTERVAL, inSeconds(pulse.dividedBy(PROBES)));
    setIfKnown(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
  }

  /** Where the system knows it; elsewhere its own, slower, habits hold. */
  private void setIfKnown(SocketOption<Integer> option, int value) throws IOException {
    if (supportedOptions().contains(option)) {
      setOption(option, value);
    }
  }

  private static int inSeconds(Duration duration) {
    return Math.toIntExact(Math.max(1, duration.toSeconds()));
  }

  /** From now on these hold; null for nobody's. */
  void boundBy(@Nullable Bounds those) {
    bounds = those;
  }

  /** While it is nobody's, what is read is read by this. */
  void lookedAtBy(Look by) {
    look = by;
  }

  /** How long the other side has taken nothing of what is being written; 0 if nothing is. */
  long untakenNanos() {
    long since = writingSince;
    return since == 0 ? 0 : System.nanoTime() - since;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new BoundedInput(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new WatchedOutput(super.getOutputStream());
  }

  private final class BoundedInput extends FilterInputStream {
    BoundedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Bounds holding = bounds;
      if (holding != null) {
        return readWithin(holding, target, offset, length);
      }
      Look looking = look;
      return looking == null
          ? in.read(target, offset, length)
          : looking.read(in, target, offset, length);
    }

    private int readWithin(Bounds holding, byte[] target, int offset, int length)
        throws IOException {
      if (holding.isOver()) {
        throw new SocketTimeoutException("the exchange is overdue");
      }
      // What is here is taken however late we are: that may be our own doing.
      if (holding.isSilent() && in.available() == 0) {
        throw new SocketTimeoutException("nothing came that can be read");
      }
      setSoTimeout(holding.waitMillis());
      int count;
      try {
        count = in.read(target, offset, length);
      } catch (SocketTimeoutException e) {
        // Which of the limits it was, is seen from the time.
        boolean _ = holding.isOver();
        throw e;
      }
      if (holding.tricklesAfterArrival()) {
        throw new SocketTimeoutException("the head of an answer trickles");
      }
      return count;
    }
  }

  /** The JDK bounds no write; {@link SendWatch} does. */
  private final class WatchedOutput extends FilterOutputStream {
    WatchedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int written = 0; written < length; written += PART) {
        writePart(bytes, offset + written, Math.min(PART, length - written));
      }
    }

    private void writePart(byte[] bytes, int offset, int length) throws IOException {
      // Never 0, which says that nothing is being written.
      writingSince = System.nanoTime() | 1;
      try {
        out.write(bytes, offset, length);
      } finally {
        writingSince = 0;
      }
    }
  }
}
