package dev.easel.server.blob;

import dev.easel.server.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/** WebPs of libwebp, 16 by 12 pixels, and chunks to build others of. */
final class WebpFile {
  static final byte[] LOSSY =
      decoded(
          "UklGRjoAAABXRUJQVlA4IC4AAACwAQCdASoQAAwAB0CWJbACdADwFo7AAP7acmSVrAgzCDa1cHsJf7BSbz"
              + "ZUYAAA");
  static final byte[] LOSSY_WITH_ALPHA =
      decoded(
          "UklGRngAAABXRUJQVlA4WAoAAAAQAAAADwAACwAAQUxQSCQAAAABfyAQSFLYH3iFiEgdDAJAohBLLLHEEk"
              + "sssUwwQET/A5TT3V9WUDggLgAAALABAJ0BKhAADAAHQJYlsAJ0AQkSaDQA/s9NL4hnB359lWGR/E7znzFK"
              + "7qvIAAA=");
  static final byte[] LOSSLESS =
      decoded("UklGRioAAABXRUJQVlA4TB4AAAAvD8ACALmM6H/sIqL/ASEBYYT/dzV5IAYwJgCpyi4=");
  static final byte[] WITH_EXIF =
      decoded(
          "UklGRm4AAABXRUJQVlA4WAoAAAAIAAAADwAACwAAVlA4IC4AAACwAQCdASoQAAwAB0CWJbACdADwFo7AAP"
              + "7acmSVrAgzCDa1cHsJf7BSbzZUYAAARVhJRhoAAABNTQAqAAAACAABAQ4AAgAAAAJ4AAAAAAAAAA==");
  static final byte[] WITH_PROFILE =
      decoded(
          "UklGRnQAAABXRUJQVlA4WAoAAAAgAAAADwAACwAASUNDUCAAAABpY2MhaWNjIWljYyFpY2MhaWNjIWljYy"
              + "FpY2MhaWNjIVZQOCAuAAAAsAEAnQEqEAAMAAdAliWwAnQA8BaOwAD+2nJklawIMwg2tXB7CX+wUm82VGAA"
              + "AA==");
  static final byte[] WITH_ALL =
      decoded(
          "UklGRqYAAABXRUJQVlA4WAoAAAAcAAAADwAACwAAVlA4TFkAAAAvD8ACEM1lRP9jF1Hw/gcQQrKVB/Ehgg"
              + "giiCCCCCKIIILIZxUGwlQkG/cphBBCCCGEEMIIIYQQQgggEEjhIzQBwVkSGFQTtYF6R6OhWdEqaH90HroX"
              + "vYP+JgBFWElGGgAAAE1NACoAAAAIAAEBDgACAAAAAngAAAAAAAAAWE1QIAQAAAA8eC8+");
  static final byte[] ANIMATED =
      decoded(
          "UklGRuQAAABXRUJQVlA4WAoAAAACAAAADwAACwAAQU5JTQYAAAAAAAAAAABBTk1GTgAAAAAAAAAAAA8AAA"
              + "sAAAAAAAJWUDggNgAAAFABAJ0BKhAADAAHQJYlsAAFjAAAzP//Vz9/wE9y/+q3Uy7kOE08Or9auD2I8znm"
              + "3m7cPgAAAEFOTUZiAAAAAAAAAAAADwAACwAAAAAAAFZQOCBKAAAAVAEAnQEqEAAMAAAAliWwAAR0AAD+41"
              + "PunAf/ldZ7/zLfiv+WB/RtZlEvHM89zd8czz3N3xzPP/nrTZsV2Z/+tv3rHq5dVwzQAAA=");

  private WebpFile() {}

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  static byte[] riff(byte[]... chunks) {
    byte[] all = Bytes.join(chunks);
    return Bytes.join(Bytes.text("RIFF"), little(4 + all.length), Bytes.text("WEBP"), all);
  }

  static byte[] chunk(String type, byte[] data) {
    return Bytes.join(Bytes.text(type), little(data.length), data, new byte[data.length % 2]);
  }

  /** The only chunk of a simple one. */
  static byte[] picture(byte[] simple) {
    return Arrays.copyOfRange(simple, 12, simple.length);
  }

  static byte[] extended(int flags, int width, int height) {
    byte[] sides =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong((width - 1L) | (height - 1L) << 24)
            .array();
    return chunk("VP8X", Bytes.join(Bytes.of(flags, 0, 0, 0), Arrays.copyOf(sides, 6)));
  }

  static byte[] lossless(int width, int height) {
    int sides = (width - 1) | (height - 1) << 14;
    return chunk("VP8L", Bytes.join(Bytes.of(0x2f), little(sides)));
  }

  static byte[] little(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
