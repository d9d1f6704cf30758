package dev.easel.server.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Sums up the values of a row, each with its length, so that none can pass into its neighbour. */
final class Checksum {
  private static final long NOTHING = -1;

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  /** Of one text alone. */
  static long of(String text) {
    return new Checksum().add(text).value();
  }

  Checksum add(long value) {
    crc.update(number.clear().putLong(value).flip());
    return this;
  }

  Checksum add(boolean value) {
    return add(value ? 1 : 0);
  }

  Checksum add(@Nullable String value) {
    if (value == null) {
      return add(NOTHING);
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    crc.update(bytes);
    return this;
  }

  long value() {
    return crc.getValue();
  }
}
