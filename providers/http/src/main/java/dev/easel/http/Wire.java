package dev.easel.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
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

  private volatile boolean ended;

  Wire() {
    super(CONFIGURATION);
  }

  /** Over a socket that is connected. */
  @Override
  public void bind(Socket socket) throws IOException {
    bind(new Holder(socket));
  }

  /** Over a socket that speaks TLS on another. */
  @Override
  public void bind(SSLSocket secured, Socket socket) throws IOException {
    bind(new Holder(secured, socket));
  }

  /**
   * Whether no more comes, ever. The library takes that for the end of a head, too, and of a
   * chunk's length.
   */
  boolean hasEnded() {
    return ended;
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

  private final class Holder extends SocketHolder {
    Holder(Socket socket) {
      super(socket);
    }

    Holder(SSLSocket secured, Socket socket) {
      super(secured, socket);
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
      return new FilterInputStream(super.getInputStream(socket)) {
        @Override
        public int read() throws IOException {
          return noted(super.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          return noted(super.read(target, offset, length));
        }
      };
    }

    private int noted(int result) {
      ended |= result < 0;
      return result;
    }
  }
}
