package dev.easel.spi;

import java.io.IOException;

/** Bytes that should have been an image are none, or only the beginning of one. */
public final class NotAnImageException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong with the bytes; quotes none of them. */
  public NotAnImageException(String message) {
    super(message);
  }
}
