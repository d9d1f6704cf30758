package dev.easel.server.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** A form that a text can take on its way into a file or a message. */
enum Encoding {
  ASCII,
  UTF_16_LITTLE_ENDIAN,
  UTF_16_BIG_ENDIAN,
  BASE64,
  BASE64_AFTER_ONE_BYTE,
  BASE64_AFTER_TWO_BYTES,
  HEX_LOWER_CASE,
  HEX_UPPER_CASE,
  URL,
  DECIMAL_BYTES;

  /** The bytes of a text in this form, as they stand wherever longer texts are so encoded. */
  byte[] bytes(String text) {
    byte[] ascii = text.getBytes(US_ASCII);
    return switch (this) {
      case ASCII -> ascii;
      case UTF_16_LITTLE_ENDIAN -> text.getBytes(UTF_16LE);
      case UTF_16_BIG_ENDIAN -> text.getBytes(UTF_16BE);
      case BASE64 -> base64(ascii, 0);
      case BASE64_AFTER_ONE_BYTE -> base64(ascii, 1);
      case BASE64_AFTER_TWO_BYTES -> base64(ascii, 2);
      case HEX_LOWER_CASE -> latin(HexFormat.of().formatHex(ascii));
      case HEX_UPPER_CASE -> latin(HexFormat.of().withUpperCase().formatHex(ascii));
      case URL -> latin(HexFormat.of().withUpperCase().withPrefix("%").formatHex(ascii));
      case DECIMAL_BYTES -> latin(decimal(ascii));
    };
  }

  /** Without the characters at the ends that depend on what stands around the text. */
  private static byte[] base64(byte[] text, int before) {
    byte[] shifted = new byte[before + text.length];
    System.arraycopy(text, 0, shifted, before, text.length);
    byte[] encoded = Base64.getEncoder().withoutPadding().encode(shifted);
    int whole = shifted.length / 3 * 4;
    return Arrays.copyOfRange(encoded, before == 0 ? 0 : before + 1, whole);
  }

  private static String decimal(byte[] text) {
    return Arrays.stream(HexFormat.ofDelimiter(" ").formatHex(text).split(" ", -1))
        .map(hex -> Integer.toString(Integer.parseInt(hex, 16)))
        .collect(Collectors.joining(", "));
  }

  private static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
