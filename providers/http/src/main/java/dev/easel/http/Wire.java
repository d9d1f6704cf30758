package dev.easel.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.util.Timeout;

/** The messages of HTTP/1.1 on one connection: how they are written and read. */
final class Wire extends DefaultBHttpClientConnection {
  private static final Timeout LOOK = Timeout.ofMilliseconds(1);

  /** Larger pieces pass it by. */
  private static final int BUFFER = 4 << 10;

  /** A head is 2 MiB at most. */
  private static final Http1Config CONFIGURATION =
      Http1Config.custom()
          .setBufferSize(BUFFER)
          .setMaxLineLength(16 << 10)
          .setMaxHeaderCount(128)
          .build();

  Wire() {
    super(CONFIGURATION);
  }

  /** Whether something came, or it broke, as a {@link Look} sees it. */
  boolean saysSomething() {
    try {
      boolean _ = awaitInput(LOOK);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
