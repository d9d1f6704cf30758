package dev.easel.openai;

import dev.easel.testkit.Script;
import java.util.Base64;
import java.util.Map;

/** The smallest image. */
final class Pixel {
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private Pixel() {}

  static byte[] bytes() {
    return Base64.getDecoder().decode(PNG);
  }

  static String base64() {
    return PNG;
  }

  static Script script() {
    return Script.reply(200, Map.of("Content-Type", "image/png"), bytes());
  }
}
