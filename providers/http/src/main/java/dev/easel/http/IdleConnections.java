package dev.easel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Sees, before a connection is used again, whether the other side has let go of it meanwhile: a
 * paid request that is sent into one that has gone is in doubt for nothing. The library looks only
 * at what was idle for ten seconds, and many servers keep theirs for five. Safe for threads.
 */
final class IdleConnections {
  /** To look takes a millisecond, which is not worth it for what was in use just now. */
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final int LOOK_MILLIS = 1;

  private final LongSupplier nanos;

  /** When each was last in use. */
  private final Map<Connection, Long> lastUse = Collections.synchronizedMap(new WeakHashMap<>());

  /** With time that never jumps, in nanoseconds. */
  IdleConnections(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** An exchange has ended, and another may begin. */
  void released(Connection connection) {
    lastUse.put(connection, nanos.getAsLong());
  }

  /**
   * Sits next to the network: no byte of the request has left.
   *
   * @throws Gone if the connection is of no use any more
   */
  Response intercept(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection != null && wasIdle(connection) && hasGone(connection)) {
      // Whoever ends a call closes its connection, too.
      throw chain.call().isCanceled() || Thread.currentThread().isInterrupted()
          ? new InterruptedIOException("ended before it was sent")
          : new Gone();
    }
    return chain.proceed(chain.request());
  }

  /** Asked once for each use: within one nothing is idle. */
  private boolean wasIdle(Connection connection) {
    Long last = lastUse.remove(connection);
    return last != null && nanos.getAsLong() - last >= SHORT.toNanos();
  }

  /** Of HTTP/2 the library reads all the time, and knows by itself. */
  private static boolean hasGone(Connection connection) {
    return connection.protocol() != Protocol.HTTP_2 && isAtEnd(connection.socket());
  }

  /** Nothing was asked for, so whatever comes, or breaks, says that no more will be answered. */
  private static boolean isAtEnd(Socket socket) {
    try {
      int patience = socket.getSoTimeout();
      socket.setSoTimeout(LOOK_MILLIS);
      try {
        int _ = socket.getInputStream().read();
        return true;
      } finally {
        socket.setSoTimeout(patience);
      }
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** The other side has let go of the connection. */
  static final class Gone extends IOException {
    private static final long serialVersionUID = 1;
  }
}
