package dev.easel.server.blob.disk;

import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.BlobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * What follows the bytes of an image in its file: what is known of it, how long that is, a checksum
 * of it and a mark. So both are durable by one flush, and programs that show images show the file.
 */
final class Trailer {
  /** "easel" and the number of this form. */
  private static final long MARK = 0x6561_7365_6c00_0001L;

  private static final int FOOT = 2 * Integer.BYTES + Long.BYTES;
  private static final int MOST_FACTS = 64 << 10;

  private Trailer() {}

  /** What is to follow a blob's bytes. */
  static ByteBuffer of(StoredBlob stored) {
    byte[] facts = BlobFacts.text(stored);
    if (facts.length > MOST_FACTS) {
      throw new IllegalArgumentException("too much is known of blob " + stored.blob().id());
    }
    return ByteBuffer.allocate(facts.length + FOOT)
        .put(facts)
        .putInt(facts.length)
        .putInt(checksum(facts))
        .putLong(MARK)
        .flip();
  }

  /**
   * What is known of a blob, as it follows the blob's bytes.
   *
   * @throws DamagedBlobException if that is not what was written, or follows too few bytes or too
   *     many
   */
  static StoredBlob read(FileChannel file, BlobId id) throws IOException {
    long end = file.size() - FOOT;
    ByteBuffer foot = read(file, end, FOOT, id);
    int length = foot.getInt();
    int checksum = foot.getInt();
    if (foot.getLong() != MARK || length > MOST_FACTS) {
      throw damaged(id, "its file does not end as it must");
    }
    byte[] facts = read(file, end - length, length, id).array();
    if (checksum(facts) != checksum) {
      throw damaged(id, "what is known of it does not fit its checksum");
    }
    StoredBlob stored = BlobFacts.read(facts, id);
    long bytes = stored.blob().bytes();
    if (bytes != end - length) {
      throw damaged(id, "it has %d of %d bytes".formatted(end - length, bytes));
    }
    return stored;
  }

  private static ByteBuffer read(FileChannel file, long position, int length, BlobId id)
      throws IOException {
    if (position < 0 || length < 0) {
      throw damaged(id, "its file is too short");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw damaged(id, "its file has become shorter");
      }
    }
    return bytes.flip();
  }

  private static int checksum(byte[] facts) {
    CRC32C sum = new CRC32C();
    sum.update(facts);
    return (int) sum.getValue();
  }

  private static DamagedBlobException damaged(BlobId id, String problem) {
    return new DamagedBlobException(id, problem, null);
  }
}
