package dev.easel.http;

import dev.easel.http.TransportException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;

/**
 * An answer whose headers have arrived and whose body is still to be read. To be closed. Used by
 * one thread.
 */
public final class Answer implements ByteSource, AutoCloseable {
  private static final int WINDOW = 64 * 1024;

  private final Response response;
  private final Exchange exchange;
  private final Pace pace;
  private final InputStream body;
  private final long stillNanos;
  private boolean begun;

  Answer(Response response, Exchange exchange, HttpLimits limits) {
    this.response = response;
    this.exchange = exchange;
    this.pace = new Pace(limits);
    this.body = response.body().byteStream();
    this.stillNanos = stillNanos(exchange.patience(), limits);
    this.begun = !exchange.patience().awaitsWork();
    if (begun) {
      bearSilenceOf(stillNanos);
    }
  }

  /** A paced body that stands still for a whole window is too slow as well. */
  private static long stillNanos(Patience patience, HttpLimits limits) {
    long idle = patience.idle().toNanos();
    return patience.paced() ? Math.min(limits.paceWindow().toNanos(), idle) : idle;
  }

  private void bearSilenceOf(long nanos) {
    response.body().source().timeout().timeout(nanos, TimeUnit.NANOSECONDS);
  }

  /** The status code. */
  public int status() {
    return response.code();
  }

  /** The first header of this name, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.header(name));
  }

  /** The length that the seller announces. */
  public Optional<Long> length() {
    long length = response.body().contentLength();
    return length < 0 ? Optional.empty() : Optional.of(length);
  }

  @Override
  public int read(byte[] buffer) throws TransportException, InterruptedException {
    long before = System.nanoTime();
    try {
      int count = body.read(buffer);
      if (count > 0) {
        judge(count, System.nanoTime() - before);
      }
      return count;
    } catch (IOException e) {
      throw exchange.translate(e);
    }
  }

  /** The wait for a body that is made while we wait says nothing about its pace. */
  private void judge(int count, long waitedNanos) throws TransportException {
    boolean counts = begun;
    if (!begun) {
      begun = true;
      bearSilenceOf(stillNanos);
    }
    if (counts && exchange.patience().paced() && pace.tooSlowAfter(waitedNanos, count)) {
      throw exchange.tooSlow();
    }
  }

  /**
   * Reads the whole body.
   *
   * @throws TransportException also if it is longer than the limit
   */
  public Reply whole(int mostBytes) throws TransportException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[Math.min(WINDOW, mostBytes + 1)];
    for (int count = read(buffer); count >= 0; count = read(buffer)) {
      bytes.write(buffer, 0, count);
      if (bytes.size() > mostBytes) {
        throw new TransportException(
            Reason.TOO_LARGE,
            true,
            "the answer of " + exchange.host() + " is longer than " + mostBytes + " bytes",
            null);
      }
    }
    return new Reply(status(), response.headers(), bytes.toByteArray());
  }

  @Override
  public void close() {
    response.close();
  }
}
