package dev.easel.server.blob.s3;

import dev.easel.server.blob.CheckedChannel;
import dev.easel.server.blob.DamagedBlobException;
import dev.easel.server.blob.StoredBlob;
import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobId;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.Size;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** What is known of a blob, as the object with its bytes carries it. */
final class BlobMetadata {
  private static final String OWNER = "x-amz-meta-easel-owner";
  private static final String PURPOSE = "x-amz-meta-easel-purpose";
  private static final String FORMAT = "x-amz-meta-easel-format";
  private static final String SIZE = "x-amz-meta-easel-size";
  private static final String SHA256 = "x-amz-meta-easel-sha256";
  private static final String CRC32C = "x-amz-meta-easel-crc32c";
  private static final String EXPIRE_TIME = "x-amz-meta-easel-expire-time";

  private BlobMetadata() {}

  static Map<String, String> write(StoredBlob stored) {
    Map<String, String> headers = new TreeMap<>(facts(stored.blob()));
    stored.crc32c().ifPresent(sum -> headers.put(CRC32C, sum));
    return headers;
  }

  private static Map<String, String> facts(Blob blob) {
    return Map.of(
        // Headers are ASCII, and owners have any names.
        OWNER,
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(blob.owner().name().getBytes(StandardCharsets.UTF_8)),
        PURPOSE,
        blob.purpose().name(),
        FORMAT,
        blob.format().name(),
        SIZE,
        blob.size().toString(),
        SHA256,
        blob.sha256(),
        EXPIRE_TIME,
        blob.expireTime().toString());
  }

  /**
   * What an object says of itself.
   *
   * @throws DamagedBlobException if it is not one of ours, or no longer
   */
  static StoredBlob read(BlobId id, S3Reply object) throws DamagedBlobException {
    try {
      Blob blob =
          new Blob(
              id,
              new Caller(
                  new String(
                      Base64.getUrlDecoder().decode(required(object, OWNER)),
                      StandardCharsets.UTF_8)),
              BlobPurpose.valueOf(required(object, PURPOSE)),
              ImageFormat.valueOf(required(object, FORMAT)),
              Size.parse(required(object, SIZE)),
              Long.parseLong(required(object, "Content-Length")),
              required(object, SHA256),
              Instant.parse(required(object, EXPIRE_TIME)));
      return new StoredBlob(blob, object.header(CRC32C));
    } catch (RuntimeException e) {
      throw new DamagedBlobException(id, "what is known of it cannot be read", e);
    }
  }

  /** The bytes of an object, held to the checksum that it carries. */
  static SeekableByteChannel check(BlobId id, ObjectChannel bytes) {
    return CheckedChannel.of(bytes, id, bytes.header(CRC32C));
  }

  private static String required(S3Reply object, String name) {
    return object.header(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
  }
}
