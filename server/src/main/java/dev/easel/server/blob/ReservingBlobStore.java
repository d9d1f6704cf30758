package dev.easel.server.blob;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.spi.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A store whose last room is for results: everything else is refused before it is touched. Where
 * others have filled the disk, results wait for room.
 */
public final class ReservingBlobStore implements BlobStore {
  private final BlobStore store;
  private final Reserve reserve;
  private final Sleeper sleeper;

  /**
   * Keeps the reserve of what the store is on.
   *
   * @param sleeper waits where a result finds the disk full all the same
   */
  public ReservingBlobStore(BlobStore store, Reserve reserve, Sleeper sleeper) {
    this.store = store;
    this.reserve = reserve;
    this.sleeper = sleeper;
  }

  @Override
  public void requireRoom(int images) throws IOException {
    reserve.requireFor(images);
    store.requireRoom(images);
  }

  @Override
  public BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime)
      throws IOException {
    return switch (purpose) {
      case RESULT -> {
        FullDisk disk = new FullDisk(sleeper);
        yield new PatientBlobWriter(
            disk.outlast(() -> store.create(owner, purpose, expireTime)), disk);
      }
      case UPLOAD, SOURCE, PREVIEW -> {
        reserve.require();
        yield new Guarded(store.create(owner, purpose, expireTime));
      }
    };
  }

  @Override
  public Blob pin(BlobId id, Instant expireTime) throws IOException {
    reserve.require();
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

  /** Many that began together would else fill the reserve together. */
  private final class Guarded implements BlobWriter {
    private static final int STRIDE = 1 << 20;

    private final BlobWriter writer;
    private int unasked;

    Guarded(BlobWriter writer) {
      this.writer = writer;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      unasked += bytes.remaining();
      if (unasked >= STRIDE) {
        unasked = 0;
        reserve.require();
      }
      return writer.write(bytes);
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
    public boolean isOpen() {
      return writer.isOpen();
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
