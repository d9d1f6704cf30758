package dev.easel.server.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a seller sends with a report, bounded in size and in time: who sends a byte now and then
 * must not keep others out.
 */
final class ReportBody {
  static final int LARGEST = 1 << 20;
  static final int MOST_READ_OUT = 16 << 20;

  /** Sellers wait as long for an answer. */
  static final Duration TIME = Duration.ofSeconds(15);

  private static final int WINDOW = 8 << 10;

  private final InputStream in;
  private final LongSupplier nanos;
  private final long begun;
  private final byte[] window = new byte[WINDOW];

  /** Its time runs from now on. */
  ReportBody(InputStream in, LongSupplier nanos) {
    this.in = in;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  /**
   * All of it; nothing if it is too long.
   *
   * @throws InterruptedIOException if it does not come in time
   */
  Optional<ByteBuffer> read() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int read = next(); read >= 0; read = next()) {
      body.write(window, 0, read);
      if (body.size() > LARGEST) {
        return Optional.empty();
      }
    }
    return Optional.of(ByteBuffer.wrap(body.toByteArray()));
  }

  /**
   * Reads what is refused, and keeps nothing of it: a connection that is closed on what was not
   * read is reset, and the reset takes the answer away.
   *
   * @throws InterruptedIOException if it does not come in time
   */
  void readOut() throws IOException {
    long left = MOST_READ_OUT;
    for (int read = next(); read >= 0 && left > 0; read = next()) {
      left -= read;
    }
  }

  private int next() throws IOException {
    if (nanos.getAsLong() - begun > TIME.toNanos()) {
      throw new InterruptedIOException("a report did not come in time");
    }
    return in.read(window);
  }
}
