package dev.easel.server.job;

import dev.easel.server.blob.BlobStore;
import dev.easel.server.blob.ImageHeader;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import dev.easel.spi.SourceBytes;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** A source's bytes in the blob store. */
final class StoredBytes implements SourceBytes {
  private final Blob blob;
  private final BlobStore blobs;

  StoredBytes(Blob blob, BlobStore blobs) {
    this.blob = blob;
    this.blobs = blobs;
  }

  @Override
  public ImageFormat format() {
    return blob.format();
  }

  @Override
  public Size size() {
    return blob.size();
  }

  @Override
  public long length() {
    return blob.bytes();
  }

  @Override
  public SeekableByteChannel open() throws IOException {
    return blobs.open(blob.id());
  }

  /** Whether its pixels can be transparent. */
  boolean alpha() throws IOException {
    try (SeekableByteChannel channel = open()) {
      return ImageHeader.read(channel, BlobPurpose.SOURCE).alpha();
    }
  }
}
