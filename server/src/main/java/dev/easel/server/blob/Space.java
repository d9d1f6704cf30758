package dev.easel.server.blob;

import java.io.IOException;

/** The room that there is to store in. Safe for threads. */
@FunctionalInterface
public interface Space {
  /**
   * How many bytes can be stored yet.
   *
   * @throws IOException if that cannot be told
   */
  long usableBytes() throws IOException;
}
