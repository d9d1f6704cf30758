package dev.easel.spi;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Takes the bytes of one image. Closed without {@link #commit()}, it discards them. Not safe for
 * threads; one at a time per slot.
 */
public interface ImageWriter extends WritableByteChannel {
  /**
   * Keeps what was written: durable, checked, and told to whoever watches, when this returns.
   *
   * @throws NotAnImageException if the bytes are not a whole image of a known format
   * @throws IOException if the bytes could not be stored
   */
  void commit() throws IOException;

  /**
   * The same, with what the seller said of the image after its first byte. It takes the place of
   * what was said when the writer was opened; a writer that keeps no facts has no use for it.
   *
   * @throws NotAnImageException as {@link #commit()} does
   * @throws IOException as {@link #commit()} does
   */
  default void commit(ImageFacts facts) throws IOException {
    commit();
  }
}
