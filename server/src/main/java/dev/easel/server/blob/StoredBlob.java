package dev.easel.server.blob;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import java.time.Instant;
import java.util.Optional;

/**
 * What a store knows of a blob.
 *
 * @param blob what everybody knows of it
 * @param crc32c of its bytes, in lower-case hexadecimal; an earlier version did not write it down
 */
public record StoredBlob(Blob blob, Optional<String> crc32c) {
  /** The same bytes under another name, kept for a job. */
  public StoredBlob pinned(BlobId id, Instant expireTime) {
    Blob pin =
        new Blob(
            id,
            blob.owner(),
            BlobPurpose.SOURCE,
            blob.format(),
            blob.size(),
            blob.bytes(),
            blob.sha256(),
            expireTime);
    return new StoredBlob(pin, crc32c);
  }
}
