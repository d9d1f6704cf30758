package dev.easel.server.blob.disk;

import dev.easel.server.blob.BlobWriter;
import dev.easel.server.blob.ImageHeader;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Writes one blob beside the others, and moves it among them when it is whole. */
final class DiskBlobWriter implements BlobWriter {
  private final BlobFolder folder;
  private final UploadIndex uploads;
  private final BlobId id;
  private final Caller owner;
  private final BlobPurpose purpose;
  private final Instant expireTime;
  private final Path unfinished;
  private final FileChannel channel;
  private final MessageDigest digest = newDigest();

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
    this.unfinished = folder.unfinished(id);
    this.channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return length;
  }

  @Override
  public String sha256() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  @Override
  public Blob commit() throws IOException {
    ImageHeader header = ImageHeader.read(channel, purpose);
    channel.force(true);
    Blob blob =
        new Blob(
            id,
            owner,
            purpose,
            header.format(),
            header.size(),
            channel.size(),
            sha256(),
            expireTime);
    folder.shelve(unfinished, blob);
    uploads.add(blob);
    return blob;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
