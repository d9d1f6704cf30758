package dev.easel.server.blob;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The bytes of an image on their way into a store: in a file of their own, and hashed as they come.
 * The file goes when this is closed, unless it was moved. Used by one thread.
 */
public final class SpooledImage implements WritableByteChannel {
  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest = newDigest();
  private final Checksum checksum = new Checksum();

  /**
   * Begins with nothing.
   *
   * @param file where the bytes go; it must not be there yet
   * @throws IOException if it cannot be made
   */
  public SpooledImage(Path file) throws IOException {
    this.file = file;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    checksum.add(bytes.duplicate());
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return length;
  }

  /** SHA-256 of the bytes written so far, in lower-case hexadecimal. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  /**
   * What is known of the image, now that its bytes are all there.
   *
   * @throws dev.easel.spi.NotAnImageException if they are not a whole PNG, JPEG or WebP
   * @throws IOException if they cannot be read
   */
  public StoredBlob describe(BlobId id, Caller owner, BlobPurpose purpose, Instant expireTime)
      throws IOException {
    ImageHeader header = ImageHeader.read(channel, purpose);
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
    return new StoredBlob(blob, Optional.of(checksum.text()));
  }

  /** Makes the bytes durable where they are, with what is to follow them in their file. */
  public void force(ByteBuffer trailer) throws IOException {
    while (trailer.hasRemaining()) {
      channel.write(trailer, channel.size());
    }
    channel.force(true);
  }

  /** Where the bytes are. */
  public Path file() {
    return file;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
