package dev.easel.server.blob.s3;

import dev.easel.server.blob.UnreachableBlobsException;
import org.jspecify.annotations.Nullable;

/** The service did not do what it was asked for. The message says what to do about it. */
final class S3Exception extends UnreachableBlobsException {
  private static final long serialVersionUID = 1;

  private final boolean passing;

  /**
   * Says what happened.
   *
   * @param passing whether it may pass by itself
   */
  S3Exception(String message, boolean passing, @Nullable Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  /** Whether trying again makes sense. */
  boolean passing() {
    return passing;
  }
}
