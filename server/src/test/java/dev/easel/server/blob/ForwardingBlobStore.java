package dev.easel.server.blob;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A store that does what another does, for tests that change a part of it. */
public class ForwardingBlobStore implements BlobStore {
  private final BlobStore store;

  public ForwardingBlobStore(BlobStore store) {
    this.store = store;
  }

  @Override
  public void requireRoom(int images) throws IOException {
    store.requireRoom(images);
  }

  @Override
  public BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime)
      throws IOException {
    return store.create(owner, purpose, expireTime);
  }

  @Override
  public Blob pin(BlobId id, Instant expireTime) throws IOException {
    return store.pin(id, expireTime);
  }

  @Override
  public Optional<Blob> find(BlobId id) throws IOException {
    return store.find(id);
  }

  @Override
  public Optional<Blob> findUpload(Caller owner, String sha256, Instant until) throws IOException {
    return store.findUpload(owner, sha256, until);
  }

  @Override
  public SeekableByteChannel open(BlobId id) throws IOException {
    return store.open(id);
  }

  @Override
  public Optional<URI> link(BlobId id, Duration validity) throws IOException {
    return store.link(id, validity);
  }

  @Override
  public void delete(BlobId id) throws IOException {
    store.delete(id);
  }

  @Override
  public Set<BlobId> kept() throws IOException {
    return store.kept();
  }

  @Override
  public int deleteExpired(Instant now) throws IOException {
    return store.deleteExpired(now);
  }
}
