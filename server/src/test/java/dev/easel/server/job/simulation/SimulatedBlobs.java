package dev.easel.server.job.simulation;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.BlobWriter;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Identifiers;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The shelves as one process reaches them. */
final class SimulatedBlobs implements BlobStore {
  private static final Size SIZE = new Size(1024, 1024);

  private final World world;
  private final Port port;
  private final Identifiers identifiers;

  SimulatedBlobs(World world, Port port, Identifiers identifiers) {
    this.world = world;
    this.port = port;
    this.identifiers = identifiers;
  }

  private void moment(String where, Object about) throws IOException {
    port.moment(where, about);
    if (world.weather.strikes(world.weather.blobFails)) {
      throw new IOException("simulated");
    }
  }

  @Override
  public BlobWriter create(Caller owner, BlobPurpose purpose, Instant expireTime)
      throws IOException {
    BlobId id = identifiers.blob();
    moment("blob create", id);
    return new Writer(id, owner, purpose, expireTime);
  }

  @Override
  public Blob pin(BlobId id, Instant expireTime) throws IOException {
    throw new NoSuchFileException(id.value());
  }

  @Override
  public Optional<Blob> find(BlobId id) throws IOException {
    moment("blob find", id);
    return world.shelves.find(id);
  }

  @Override
  public Optional<Blob> findUpload(Caller owner, String sha256, Instant until) {
    return Optional.empty();
  }

  @Override
  public SeekableByteChannel open(BlobId id) throws IOException {
    throw new NoSuchFileException(id.value());
  }

  @Override
  public void delete(BlobId id) throws IOException {
    moment("blob delete", id);
    world.shelves.delete(id);
    port.moment("blob deleted", id);
  }

  @Override
  public Set<BlobId> kept() {
    return world.shelves.ids();
  }

  @Override
  public int deleteExpired(Instant now) throws IOException {
    moment("blob sweep", "");
    return world.shelves.deleteExpired(now);
  }

  /** A blob in the making. */
  private final class Writer implements BlobWriter {
    private final BlobId id;
    private final Caller owner;
    private final BlobPurpose purpose;
    private final Instant expireTime;
    private long length;
    private boolean open = true;

    Writer(BlobId id, Caller owner, BlobPurpose purpose, Instant expireTime) {
      this.id = id;
      this.owner = owner;
      this.purpose = purpose;
      this.expireTime = expireTime;
    }

    @Override
    public String sha256() {
      return "%064x".formatted(length);
    }

    @Override
    public int write(ByteBuffer bytes) {
      int written = bytes.remaining();
      length += written;
      bytes.position(bytes.limit());
      return written;
    }

    @Override
    public Blob commit() throws IOException {
      moment("blob commit", id);
      Blob blob = new Blob(id, owner, purpose, ImageFormat.PNG, SIZE, length, sha256(), expireTime);
      world.shelves.put(blob);
      port.moment("blob committed", id);
      return blob;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
