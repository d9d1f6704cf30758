package dev.easel.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.HeaderGroup;

/**
 * An answer whose headers have arrived and whose body is still to be read. To be closed. Read by
 * one thread.
 */
public final class Answer implements ByteSource, AutoCloseable {
  private static final int WINDOW = 64 * 1024;

  /** How long an end is waited for whose body nobody wants. */
  private static final Duration LINGER = Duration.ofMillis(10);

  private final ClassicHttpResponse response;
  private final Exchange exchange;
  private final ReentrantLock reading = new ReentrantLock();
  private final Pace pace;
  private final InputStream body;
  private final Predicate<HttpEntity> breaksOff;
  private final Consumer<ClassicHttpResponse> onEnd;
  private final long stillNanos;
  private boolean flowing;
  private boolean atEnd;
  private long awaitedNanos;

  /**
   * An answer.
   *
   * @param breaksOff whether a body that seems to be at its end is not
   * @param onEnd what is done when it is closed and its body had come to its end: its connection
   *     may serve again
   */
  Answer(
      ClassicHttpResponse response,
      Exchange exchange,
      HttpLimits limits,
      Predicate<HttpEntity> breaksOff,
      Consumer<ClassicHttpResponse> onEnd)
      throws IOException {
    this.response = response;
    this.exchange = exchange;
    this.breaksOff = breaksOff;
    this.onEnd = onEnd;
    this.pace = new Pace(limits, exchange.patience().awaitsWork());
    HttpEntity entity = response.getEntity();
    this.body = entity == null ? InputStream.nullInputStream() : entity.getContent();
    this.atEnd = entity == null;
    this.stillNanos = stillNanos(exchange.patience(), limits);
    this.flowing = !exchange.patience().awaitsWork();
    if (flowing) {
      exchange.bounds().bearSilenceOf(stillNanos);
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

  /** The status code. */
  public int status() {
    return response.getCode();
  }

  /** The first header of this name, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** The length of the body, if the seller announces it. */
  public Optional<Long> length() {
    HttpEntity entity = response.getEntity();
    long length = entity == null ? 0 : entity.getContentLength();
    return length < 0 ? Optional.empty() : Optional.of(length);
  }

  /**
   * What was paid for has begun to come. Before, a seller may send spaces to keep the connection;
   * from now on the body's pace counts. The call has as long as its deadline says now.
   */
  public void flows() {
    if (!flowing) {
      flowing = true;
      exchange.bounds().bearSilenceOf(stillNanos);
    }
    exchange.bounds().restart(exchange.timeLeft());
  }

  @Override
  public int read(byte[] buffer) throws TransportException, InterruptedException {
    long before = System.nanoTime();
    reading.lock();
    try {
      exchange.bounds().readBegins();
      int count = body.read(buffer);
      if (count < 0) {
        comesToItsEnd();
      }
      if (count > 0) {
        judge(buffer, count, System.nanoTime() - before);
      }
      return count;
    } catch (IOException e) {
      throw exchange.translate(e);
    } finally {
      reading.unlock();
    }
  }

  private void comesToItsEnd() throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity != null && breaksOff.test(entity)) {
      throw new EOFException("the body of an answer breaks off");
    }
    atEnd = true;
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
        throw exchange.tooLarge(mostBytes);
      }
    }
    HeaderGroup headers = new HeaderGroup();
    headers.setHeaders(response.getHeaders());
    return new Reply(status(), headers, bytes.toByteArray());
  }

  /**
   * What has come to its end may be followed by another answer; all else breaks off. May be
   * repeated, and called while another thread reads, which fails then.
   */
  @Override
  public void close() {
    if (!reading.tryLock()) {
      exchange.cutoff().cut();
      return;
    }
    try {
      leave(atEnd || endsAtOnce());
    } finally {
      reading.unlock();
    }
  }

  private void leave(boolean whole) {
    if (!whole) {
      exchange.cutoff().cut();
    } else if (exchange.cutoff().leaves()) {
      onEnd.accept(response);
    }
  }

  /** Whoever has read enough may have left nothing but the mark of the end. */
  private boolean endsAtOnce() {
    try {
      exchange.bounds().bearSilenceOf(LINGER.toNanos());
      exchange.bounds().readBegins();
      if (body.read() >= 0) {
        return false;
      }
      comesToItsEnd();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
