package dev.easel.server.crash;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A blob store that passes a failpoint after each deletion. */
final class KilledBlobs implements BlobStore {
  private final BlobStore blobs;
  private final Killer killer;

  KilledBlobs(BlobStore blobs, Killer killer) {
    this.blobs = blobs;
    this.killer = killer;
  }

  @Override
  public void requireRoom(int images) throws IOException {
    blobs.requireRoom(images);
  }

  @Override
  public BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime)
      throws IOException {
    return blobs.create(owner, purpose, expireTime);
  }

  @Override
  public Blob pin(BlobId id, Instant expireTime) throws IOException {
    return blobs.pin(id, expireTime);
  }

  @Override
  public Optional<Blob> find(BlobId id) throws IOException {
    return blobs.find(id);
  }

  @Override
  public Optional<Blob> findUpload(Caller owner, String sha256, Instant until) throws IOException {
    return blobs.findUpload(owner, sha256, until);
  }

  @Override
  public SeekableByteChannel open(BlobId id) throws IOException {
    return blobs.open(id);
  }

  @Override
  public void delete(BlobId id) throws IOException {
    blobs.delete(id);
    killer.pass(Failpoint.BETWEEN_IMAGES);
  }

  @Override
  public Set<BlobId> kept() throws IOException {
    return blobs.kept();
  }

  @Override
  public int deleteExpired(Instant now) throws IOException {
    return blobs.deleteExpired(now);
  }
}
