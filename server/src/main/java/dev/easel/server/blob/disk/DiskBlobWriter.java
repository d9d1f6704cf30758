package dev.easel.server.blob.disk;

import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.SpooledImage;
import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Writes one blob beside the others, and moves it among them when it is whole. */
final class DiskBlobWriter implements BlobWriter {
  private final BlobFolder folder;
  private final UploadIndex uploads;
  private final BlobId id;
  private final Caller owner;
  private final BlobPurpose purpose;
  private final Instant expireTime;
  private final SpooledImage image;

  DiskBlobWriter(
      BlobFolder folder,
      UploadIndex uploads,
      BlobId id,
      Caller owner,
      BlobPurpose purpose,
      Instant expireTime)
      throws IOException {
    this.folder = folder;
    this.uploads = uploads;
    this.id = id;
    this.owner = owner;
    this.purpose = purpose;
    this.expireTime = expireTime;
    this.image = new SpooledImage(folder.unfinished(id));
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return image.write(bytes);
  }

  @Override
  public String sha256() {
    return image.sha256();
  }

  @Override
  public Blob commit() throws IOException {
    StoredBlob stored = image.describe(id, owner, purpose, expireTime);
    image.force(Trailer.of(stored));
    folder.shelve(image.file(), id);
    uploads.add(stored.blob());
    return stored.blob();
  }

  @Override
  public boolean isOpen() {
    return image.isOpen();
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
