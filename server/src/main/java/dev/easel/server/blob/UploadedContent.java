package dev.easel.server.blob;

import dev.easel.server.domain.Blob;
import dev.easel.server.domain.BlobPurpose;
import dev.easel.server.domain.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A content that a caller has uploaded, or may have.
 *
 * @param owner the caller
 * @param sha256 of the bytes, in lower-case hexadecimal
 */
public record UploadedContent(Caller owner, String sha256) {
  /** The content of a blob. */
  public static UploadedContent of(Blob blob) {
    return new UploadedContent(blob.owner(), blob.sha256());
  }

  /** Whether a blob is an upload of it. */
  public boolean isIn(Blob blob) {
    return blob.purpose() == BlobPurpose.UPLOAD && equals(of(blob));
  }

  /** Stands for both in an index: owners have any names, so it is a hash in hexadecimal. */
  public String entry() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(owner.name().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(sha256.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
