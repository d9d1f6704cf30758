package dev.easel.openai;

import dev.easel.testkit.Script;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;

/** The smallest image. */
final class Pixel {
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  /** Where a PNG says how wide it is. */
  private static final int WIDTH = 16;

  private Pixel() {}

  static byte[] bytes() {
    return Base64.getDecoder().decode(PNG);
  }

  /** One that is as wide as nobody else's, so that images can be told apart. */
  static byte[] bytes(int width) {
    return ByteBuffer.wrap(bytes()).putInt(WIDTH, width).array();
  }

  static String base64(int width) {
    return Base64.getEncoder().encodeToString(bytes(width));
  }

  static String base64() {
    return PNG;
  }

  static Script script() {
    return Script.reply(200, Map.of("Content-Type", "image/png"), bytes());
  }
}
