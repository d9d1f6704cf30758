package dev.easel.http.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.easel.spi.ImageFormat;
import java.util.Arrays;
import java.util.Optional;

/** The bytes that images begin with. */
final class ImageSignature {
  /** How many bytes tell. */
  static final int LENGTH = 12;

  private static final byte[] PNG = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);
  private static final byte[] JPEG = "\u00ff\u00d8\u00ff".getBytes(ISO_8859_1);
  private static final byte[] RIFF = "RIFF".getBytes(ISO_8859_1);
  private static final byte[] WEBP = "WEBP".getBytes(ISO_8859_1);
  private static final int WEBP_OFFSET = 8;

  private ImageSignature() {}

  /** The format of what begins with these bytes, of which so many are filled. */
  static Optional<ImageFormat> find(byte[] bytes, int filled) {
    if (filled < LENGTH) {
      return Optional.empty();
    }
    if (has(bytes, 0, PNG)) {
      return Optional.of(ImageFormat.PNG);
    }
    if (has(bytes, 0, JPEG)) {
      return Optional.of(ImageFormat.JPEG);
    }
    return has(bytes, 0, RIFF) && has(bytes, WEBP_OFFSET, WEBP)
        ? Optional.of(ImageFormat.WEBP)
        : Optional.empty();
  }

  private static boolean has(byte[] bytes, int offset, byte[] signature) {
    return Arrays.equals(bytes, offset, offset + signature.length, signature, 0, signature.length);
  }
}
