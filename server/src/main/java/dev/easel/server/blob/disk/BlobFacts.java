package dev.easel.server.blob.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** What is known of a blob as it is stored: lines of {@code name=value}, in UTF-8. */
final class BlobFacts {
  private BlobFacts() {}

  static byte[] text(StoredBlob stored) {
    Blob blob = stored.blob();
    return """
    id=%s
    owner=%s
    purpose=%s
    format=%s
    size=%s
    bytes=%d
    sha256=%s
    expire_time=%s
    %s\
    """
        .formatted(
            blob.id(),
            escape(blob.owner().name()),
            blob.purpose(),
            blob.format(),
            blob.size(),
            blob.bytes(),
            blob.sha256(),
            blob.expireTime(),
            stored.crc32c().map("crc32c=%s\n"::formatted).orElse(""))
        .getBytes(UTF_8);
  }

  static StoredBlob read(byte[] text, BlobId id) throws DamagedBlobException {
    Properties facts = new Properties();
    try {
      facts.load(new StringReader(new String(text, UTF_8)));
      // An earlier version did not write it down.
      if (!facts.getProperty("id", id.value()).equals(id.value())) {
        throw new IllegalArgumentException("they are another's");
      }
      Blob blob =
          new Blob(
              id,
              new Caller(required(facts, "owner")),
              // Before purposes were written down there were results only.
              BlobPurpose.valueOf(facts.getProperty("purpose", BlobPurpose.RESULT.name())),
              ImageFormat.valueOf(required(facts, "format")),
              Size.parse(required(facts, "size")),
              Long.parseLong(required(facts, "bytes")),
              required(facts, "sha256"),
              Instant.parse(required(facts, "expire_time")));
      return new StoredBlob(blob, Optional.ofNullable(facts.getProperty("crc32c")));
    } catch (IOException | RuntimeException e) {
      throw new DamagedBlobException(id, "what is known of it cannot be read", e);
    }
  }

  private static String required(Properties facts, String name) {
    String value = facts.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
