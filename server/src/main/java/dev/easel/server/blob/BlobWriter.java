package dev.easel.server.blob;

import dev.easel.server.domain.Blob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Takes the bytes of one blob. Closed without a commit, it leaves nothing behind. */
public interface BlobWriter extends WritableByteChannel {
  /**
   * Writes them all.
   *
   * @throws DiskFullException if there is no room for some, which stay in the buffer
   * @throws IOException if they could not be stored
   */
  @Override
  int write(ByteBuffer bytes) throws IOException;

  /** SHA-256 of the bytes written so far, in lower-case hexadecimal. */
  String sha256();

  /**
   * Makes the blob durable and visible.
   *
   * @throws DiskFullException if there is no room yet; it may be asked for again
   * @throws dev.easel.spi.NotAnImageException if the bytes are not a whole PNG, JPEG or WebP
   * @throws IOException if they could not be stored
   */
  Blob commit() throws IOException;
}
