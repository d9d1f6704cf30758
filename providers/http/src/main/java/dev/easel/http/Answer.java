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
  private final CallTimer timer;
  private final long stillNanos;
  private boolean flowing;
  private long awaitedNanos;

  Answer(Response response, Exchange exchange, CallTimer timer, HttpLimits limits) {
    this.response = response;
    this.exchange = exchange;
    this.timer = timer;
    this.pace = new Pace(limits, exchange.patience().awaitsWork());
    this.body = response.body().byteStream();
    this.stillNanos = stillNanos(exchange.patience(), limits);
    this.flowing = !exchange.patience().awaitsWork();
    if (flowing) {
      bearSilenceOf(stillNanos);
    }
  }

  /**
   * A paced body that stands still for a whole window is too slow as well. What is paid for does
   * not come again: it may pause for as long as it may be silent.
   */
  private static long stillNanos(Patience patience, HttpLimits limits) {
    long idle = patience.idle().toNanos();
    boolean mayPause = !patience.paced() || patience.awaitsWork();
    return mayPause ? idle : Math.min(limits.paceWindow().toNanos(), idle);
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

  /**
   * What was paid for has begun to come. Before, a seller may send spaces to keep the connection;
   * from now on the body's pace counts. The call has as long as its deadline says now.
   */
  public void flows() {
    if (!flowing) {
      flowing = true;
      bearSilenceOf(stillNanos);
    }
    timer.restart(exchange.timeLeft());
  }

  @Override
  public int read(byte[] buffer) throws TransportException, InterruptedException {
    long before = System.nanoTime();
    try {
      int count = body.read(buffer);
      if (count > 0) {
        judge(buffer, count, System.nanoTime() - before);
      }
      return count;
    } catch (IOException e) {
      throw exchange.translate(e);
    }
  }

  /** Spaces that keep the connection until a body is made say nothing about its pace. */
  private void judge(byte[] bytes, int count, long waitedNanos) throws TransportException {
    boolean counts = exchange.patience().paced() && (flowing || !isBlank(bytes, count));
    boolean tooSlow = counts && pace.tooSlowAfter(waitedNanos, count);
    if (tooSlow || (!flowing && waitsTooLong(waitedNanos))) {
      throw exchange.tooSlow();
    }
  }

  private static boolean isBlank(byte[] bytes, int count) {
    for (int index = 0; index < count; index++) {
      if (!Character.isWhitespace(bytes[index])) {
        return false;
      }
    }
    return true;
  }

  private boolean waitsTooLong(long waitedNanos) {
    awaitedNanos += waitedNanos;
    return awaitedNanos > exchange.patience().head().toNanos();
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
    timer.end();
    response.close();
  }
}
