package dev.easel.server.blob.s3;

import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/**
 * Blobs and what belongs to them. That a blob is to be forgotten is written before it and deleted
 * after it, so that none is there which nobody would forget.
 *
 * @param bucket where the objects are
 * @param keys their names
 * @param uploads which upload holds a content
 */
record Shelf(Bucket bucket, ObjectKeys keys, UploadIndex uploads) {
  Shelf(Bucket bucket, ObjectKeys keys) {
    this(bucket, keys, new UploadIndex(bucket, keys));
  }

  void store(StoredBlob stored, Payload bytes) throws IOException {
    Blob blob = stored.blob();
    Effort effort = bucket.limits().storing(blob.purpose());
    announce(blob, effort);
    bucket.put(keys.blob(blob.id()), bytes, BlobMetadata.write(stored), effort);
    bucket.health().worked();
    uploads.add(blob);
  }

  /** Stores a blob with the bytes of another. */
  void copy(BlobId source, StoredBlob stored) throws IOException {
    Blob blob = stored.blob();
    announce(blob, bucket.limits().storing(blob.purpose()));
    String key = keys.blob(blob.id());
    if (!bucket.copy(keys.blob(source), key, BlobMetadata.write(stored))) {
      bucket.delete(keys.expiry(Expiry.of(blob)));
      throw new NoSuchFileException(source.value());
    }
  }

  private void announce(Blob blob, Effort effort) throws IOException {
    bucket.put(keys.expiry(Expiry.of(blob)), Payload.of(""), Map.of(), effort);
  }

  Optional<StoredBlob> find(BlobId id) throws IOException {
    Optional<S3Reply> object = bucket.head(keys.blob(id));
    return object.isEmpty() ? Optional.empty() : Optional.of(BlobMetadata.read(id, object.get()));
  }

  void forget(Expiry expiry) throws IOException {
    if (expiry.upload().isPresent()) {
      uploads.remove(expiry.upload().get(), expiry.id());
    }
    bucket.delete(keys.blob(expiry.id()));
    bucket.delete(keys.expiry(expiry));
  }
}
