package dev.easel.server.blob;

import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * The bytes of a blob. Whoever reads them in order, from the first to the last, is not given the
 * last of them unless all are what was written. Who reads a part has them as they are.
 */
public final class CheckedChannel implements SeekableByteChannel {
  private final SeekableByteChannel channel;
  private final BlobId id;
  private final String expected;
  private final Checksum checksum = new Checksum();

  /** Where the bytes end that were counted from the first on. */
  private long counted;

  private CheckedChannel(SeekableByteChannel channel, BlobId id, String expected) {
    this.channel = channel;
    this.id = id;
    this.expected = expected;
  }

  /**
   * Holds the bytes to a checksum, if there is one.
   *
   * @param crc32c in lower-case hexadecimal
   */
  public static SeekableByteChannel of(
      SeekableByteChannel channel, BlobId id, Optional<String> crc32c) {
    return crc32c
        .<SeekableByteChannel>map(expected -> new CheckedChannel(channel, id, expected))
        .orElse(channel);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int start = target.position();
    long from = channel.position();
    int count = channel.read(target);
    if (count > 0) {
      check(from, target.slice(start, count));
    }
    return count;
  }

  private void check(long from, ByteBuffer piece) throws IOException {
    if (from == 0) {
      checksum.clear();
      counted = 0;
    }
    if (from != counted) {
      return;
    }
    counted += piece.remaining();
    checksum.add(piece);
    if (counted == channel.size() && !checksum.text().equals(expected)) {
      throw new DamagedBlobException(id, "its bytes do not fit their checksum", null);
    }
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
