package dev.easel.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A socket that is read ahead of whoever reads it. */
class ReadAheadSocket extends Socket {
  private final ReadAheadWindows windows;
  private final AtomicReference<@Nullable ReadAheadStream> stream = new AtomicReference<>();

  /** A socket to be connected. */
  ReadAheadSocket(Proxy proxy, ReadAheadWindows windows) {
    super(proxy);
    this.windows = windows;
  }

  /** The same for all who ask, as what it has read ahead is what comes next. */
  @Override
  public InputStream getInputStream() throws IOException {
    stream.compareAndSet(null, new ReadAheadStream(super.getInputStream(), windows));
    return Objects.requireNonNull(stream.get());
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      ReadAheadStream known = stream.get();
      if (known != null) {
        known.abandon();
      }
    }
  }
}
