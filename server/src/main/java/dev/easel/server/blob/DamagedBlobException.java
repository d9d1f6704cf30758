package dev.easel.server.blob;

import dev.easel.server.domain.BlobId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is stored of a blob is not what was written. Trying again does not help. */
public final class DamagedBlobException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says which blob, and what is wrong with it. */
  public DamagedBlobException(BlobId id, String problem, @Nullable Throwable cause) {
    super("blob " + id + " is damaged: " + problem, cause);
  }
}
