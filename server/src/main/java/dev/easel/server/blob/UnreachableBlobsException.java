package dev.easel.server.blob;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where images are kept does not answer, or not as it must. Nothing is known to be lost; trying
 * again later may help. The message is for operators.
 */
public class UnreachableBlobsException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what happened and what to do. */
  public UnreachableBlobsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
