package dev.easel.spi;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/** The bytes of a source image, wherever the host keeps them. Safe for threads. */
public interface SourceBytes {
  /** Its encoding, read from the bytes. */
  ImageFormat format();

  /** Its size in pixels, read from the bytes. */
  Size size();

  /** How many bytes there are, above zero. */
  long length();

  /**
   * Opens the bytes from the first on, as often as wanted. The caller closes the channel.
   *
   * @throws IOException if they cannot be read now
   */
  ReadableByteChannel open() throws IOException;
}
