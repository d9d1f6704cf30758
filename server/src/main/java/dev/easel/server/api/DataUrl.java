package dev.easel.server.api;

import java.util.Base64;
import java.util.Locale;

/** A base64 data URL (RFC 2397). Its media type is not believed: types are read from bytes. */
final class DataUrl {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  private DataUrl() {}

  static boolean matches(String url) {
    return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * The bytes.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static byte[] decode(String url, int largest) {
    int comma = url.indexOf(',');
    String head = comma < 0 ? "" : url.substring(0, comma).toLowerCase(Locale.ROOT);
    if (!head.endsWith(BASE64)) {
      throw new IllegalArgumentException("is not data:<media type>;base64,<bytes>");
    }
    int length = url.length() - comma - 1;
    if (length > (largest + 2L) / 3 * 4) {
      throw new IllegalArgumentException(
          "has more than " + largest + " bytes: upload a blob instead");
    }
    try {
      return Base64.getDecoder().decode(url.substring(comma + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has no proper base64 after its comma", e);
    }
  }
}
