package dev.easel.server.domain;

import java.nio.ByteBuffer;

/** The bytes of an image that came inside a message. Renders as its length. */
public final class InlineImage {
  private final ByteBuffer bytes;

  /** Wraps bytes that nobody changes any more. */
  public InlineImage(ByteBuffer bytes) {
    this.bytes = bytes.asReadOnlyBuffer();
  }

  /** The bytes, to be read from the first on. */
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  @Override
  public String toString() {
    return bytes.remaining() + " bytes";
  }
}
