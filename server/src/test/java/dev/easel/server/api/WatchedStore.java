package dev.easel.server.api;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** A store that tells a test what is done with it. */
final class WatchedStore implements BlobStore {
  private final BlobStore store;
  private final Runnable beforeWrite;
  private final Semaphore closed = new Semaphore(0);
  private final Semaphore opened = new Semaphore(0);

  WatchedStore(BlobStore store, Runnable beforeWrite) {
    this.store = store;
    this.beforeWrite = beforeWrite;
  }

  /** Has a permit for each writer that was closed. */
  Semaphore closed() {
    return closed;
  }

  /** Has a permit for each time that a blob was opened. */
  Semaphore opened() {
    return opened;
  }

  @Override
  public BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime)
      throws IOException {
    return new WatchedWriter(store.create(owner, purpose, expireTime));
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
    SeekableByteChannel channel = store.open(id);
    opened.release();
    return channel;
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

  private final class WatchedWriter implements BlobWriter {
    private final BlobWriter writer;

    WatchedWriter(BlobWriter writer) {
      this.writer = writer;
    }

    @Override
    public String sha256() {
      return writer.sha256();
    }

    @Override
    public Blob commit() throws IOException {
      return writer.commit();
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      beforeWrite.run();
      return writer.write(bytes);
    }

    @Override
    public boolean isOpen() {
      return writer.isOpen();
    }

    @Override
    public void close() throws IOException {
      writer.close();
      closed.release();
    }
  }
}
