package dev.easel.server.blob;

import dev.easel.spi.ImageFormat;
import dev.easel.spi.NotAnImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells the encodings by their first bytes, and names what people send instead of them. */
final class ImageSignature {
  /** How many bytes are looked at, at most. */
  static final int LONGEST = 256;

  /** How many bytes tell a PNG, a JPEG and a WebP from anything else. */
  static final int ENOUGH = 12;

  private ImageSignature() {}

  /**
   * The encoding of what begins so.
   *
   * @throws NotAnImageException naming what it is instead, if that can be told
   */
  static ImageFormat of(ByteBuffer beginning) throws NotAnImageException {
    byte[] bytes = new byte[Math.min(beginning.remaining(), LONGEST)];
    beginning.get(bytes);
    // Every byte is a character, so that signatures can be written as text.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return ImageFormat.PNG;
    }
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return ImageFormat.JPEG;
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return ImageFormat.WEBP;
    }
    throw new NotAnImageException(instead(text));
  }

  private static String instead(String text) {
    return text.isEmpty() ? "there are no bytes" : "the bytes are " + name(text);
  }

  private static String name(String text) {
    String binary = binary(text);
    String known = binary.isEmpty() ? written(text) : binary;
    return known.isEmpty()
        ? "neither PNG nor JPEG nor WebP"
        : known + ", which is not taken; send PNG, JPEG or WebP";
  }

  private static String binary(String text) {
    if (text.startsWith("GIF8")) {
      return "a GIF";
    }
    if (text.startsWith("BM")) {
      return "a BMP";
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return "a TIFF";
    }
    if (text.startsWith("ftyp", 4)) {
      return text.startsWith("avi", 8) ? "an AVIF" : "a HEIC or a film";
    }
    if (text.startsWith("%PDF")) {
      return "a PDF";
    }
    if (text.startsWith("PK\u0003\u0004")) {
      return "a ZIP archive";
    }
    if (text.startsWith("\u00ff\n") || text.startsWith("JXL ", 4)) {
      return "a JPEG XL";
    }
    return text.startsWith("RIFF") ? "a RIFF file other than a WebP" : "";
  }

  private static String written(String text) {
    String plain = text.replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*", "").toLowerCase(Locale.ROOT);
    if (plain.startsWith("<svg") || (plain.startsWith("<?xml") && plain.contains("<svg"))) {
      return "an SVG";
    }
    if (plain.startsWith("<!doctype html") || plain.startsWith("<html")) {
      return "an HTML page";
    }
    if (plain.startsWith("<")) {
      return "an XML text";
    }
    if (plain.startsWith("{") || plain.startsWith("[")) {
      return "a JSON text";
    }
    return plain.startsWith("data:") ? "a data URI rather than the bytes it holds" : "";
  }
}
