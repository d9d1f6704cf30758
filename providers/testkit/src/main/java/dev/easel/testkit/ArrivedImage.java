package dev.easel.testkit;

import java.net.URI;
import java.nio.ByteBuffer;

/** A source image as the seller got it. */
public sealed interface ArrivedImage {
  /**
   * Its bytes, whichever way they came: in the request, or uploaded before.
   *
   * @param content the bytes, of which nobody consumes any
   */
  record Bytes(ByteBuffer content) implements ArrivedImage {
    public Bytes {
      content = content.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer content() {
      return content.duplicate();
    }

    @Override
    public String toString() {
      return content.remaining() + " bytes";
    }
  }

  /**
   * A place of the caller's to fetch it from.
   *
   * @param uri where
   */
  record Link(URI uri) implements ArrivedImage {}
}
