package dev.easel.server.api;

import com.google.protobuf.ByteString;
import dev.easel.server.domain.Rejection;
import dev.easel.v1.BlobHeader;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller says of an upload before its bytes.
 *
 * @param bytes exact size
 * @param sha256 in lower-case hexadecimal, if told
 */
record UploadHeader(long bytes, Optional<String> sha256) {
  private static final long MOST_BYTES = 50 << 20;
  private static final int SHA256_BYTES = 32;

  /**
   * Reads the first message.
   *
   * @throws Rejection naming every bad field
   */
  static UploadHeader read(BlobHeader wire) {
    FieldRules rules = new FieldRules();
    long bytes = wire.getSizeBytes();
    if (bytes < 1 || bytes > MOST_BYTES) {
      rules.broken("header.size_bytes", "is " + bytes + ", not between 1 and " + MOST_BYTES);
    }
    ByteString sha256 = wire.getSha256();
    if (!sha256.isEmpty() && sha256.size() != SHA256_BYTES) {
      rules.broken(
          "header.sha256",
          "has " + sha256.size() + " bytes; a SHA-256 has " + SHA256_BYTES + ", not as text");
    }
    if (!rules.violations().isEmpty()) {
      throw Rejection.of(rules.violations(), Map.of());
    }
    return new UploadHeader(
        bytes,
        sha256.isEmpty()
            ? Optional.empty()
            : Optional.of(HexFormat.of().formatHex(sha256.toByteArray())));
  }
}
