package dev.easel.server.blob.s3;

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

/** Gathers one blob in a file, and stores that when it is whole. */
final class S3BlobWriter implements BlobWriter {
  private final Shelf shelf;
  private final BlobId id;
  private final Caller owner;
  private final BlobPurpose purpose;
  private final Instant expireTime;
  private final SpooledImage image;

  S3BlobWriter(
      Shelf shelf,
      SpooledImage image,
      BlobId id,
      Caller owner,
      BlobPurpose purpose,
      Instant expireTime) {
    this.shelf = shelf;
    this.image = image;
    this.id = id;
    this.owner = owner;
    this.purpose = purpose;
    this.expireTime = expireTime;
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
    shelf.store(stored, Payload.of(image.file(), stored.blob().format().mediaType()));
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
