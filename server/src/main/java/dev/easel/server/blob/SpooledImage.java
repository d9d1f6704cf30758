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
  private long length;

  /**
   * Begins with nothing.
   *
   * @param file where the bytes go; it must not be there yet
   * @throws IOException if it cannot be made
   */
  public SpooledImage(Path file) throws IOException {
    this(file, open(file));
  }

  /** Begins in a file that is open. */
  SpooledImage(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(
          file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw DiskFullException.or(e, file);
    }
  }

  /**
   * Writes them all.
   *
   * @throws DiskFullException if there is no room for some, which stay in the buffer
   */
  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      ByteBuffer written = bytes.duplicate();
      append(bytes, this.length);
      written.limit(bytes.position());
      this.length += written.remaining();
      digest.update(written.duplicate());
      checksum.add(written);
    }
    return length;
  }

  private void append(ByteBuffer bytes, long position) throws IOException {
    try {
      channel.write(bytes, position);
    } catch (IOException e) {
      throw DiskFullException.or(e, file);
    }
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
        new Blob(id, owner, purpose, header.format(), header.size(), length, sha256(), expireTime);
    return new StoredBlob(blob, Optional.of(checksum.text()));
  }

  /**
   * Makes the bytes durable where they are, with what is to follow them in their file.
   *
   * @throws DiskFullException if there is no room for that; the image is as it was
   */
  public void force(ByteBuffer trailer) throws IOException {
    try {
      for (long end = length; trailer.hasRemaining(); end = channel.size()) {
        append(trailer, end);
      }
    } catch (IOException e) {
      channel.truncate(length);
      throw e;
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
