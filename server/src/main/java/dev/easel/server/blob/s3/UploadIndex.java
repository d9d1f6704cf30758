package dev.easel.server.blob.s3;

import dev.easel.server.blob.UploadedContent;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which upload holds a content: one small object for each owner and digest. Only a hint: one that
 * is lost costs one more upload, and a stale one names a blob that is no longer found.
 *
 * @param bucket where the objects are
 * @param keys their names
 */
record UploadIndex(Bucket bucket, ObjectKeys keys) {
  private static final Logger log = LoggerFactory.getLogger(UploadIndex.class);

  /** Remembers a blob that is durable by now, in place of an older one of the same content. */
  void add(Blob blob) {
    if (blob.purpose() != BlobPurpose.UPLOAD) {
      return;
    }
    try {
      bucket.put(
          keys.upload(UploadedContent.of(blob)),
          Payload.of(blob.id().value()),
          Map.of(),
          Effort.patient(bucket.limits().small()));
    } catch (IOException e) {
      log.warn("upload {} will not be found by its content: {}", blob.id(), e.getMessage());
    }
  }

  /** Forgets a blob, unless another of the same content took its place. */
  void remove(String entry, BlobId id) throws IOException {
    String key = keys.upload(entry);
    if (bucket.text(key).filter(id.value()::equals).isPresent()) {
      bucket.delete(key);
    }
  }

  /** The upload that may hold a content. */
  Optional<BlobId> find(UploadedContent content) throws IOException {
    return bucket.text(keys.upload(content)).filter(BlobId::isValid).map(BlobId::new);
  }
}
