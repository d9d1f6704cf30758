package dev.easel.sandbox.openai;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How many tokens an image costs. */
@FunctionalInterface
interface ImageTokens {

  /** The tokens of one image drawn. */
  int drawn(String quality, PixelSize size);

  /**
   * For models with three sizes.
   *
   * @param table for each quality: square, portrait, landscape
   */
  static ImageTokens byTable(Map<String, List<Integer>> table) {
    return (quality, size) -> {
      List<Integer> row = Objects.requireNonNull(table.get(quality), quality);
      int column = Integer.compare(size.height(), size.width());
      return row.get(column == 0 ? 0 : column > 0 ? 1 : 2);
    };
  }

  /**
   * For models with free sizes: what a square costs, by quality, times the size's share.
   *
   * @param square the tokens of 1024x1024
   */
  static ImageTokens byArea(Map<String, Integer> square) {
    return (quality, size) ->
        (int)
            Math.round(
                Objects.requireNonNull(square.get(quality), quality)
                    * (highestOfSecond(size) / highestOfSecond(PixelSize.SQUARE)));
  }

  /**
   * gpt-image-2 at its highest quality, as measured; between those sizes it grows as the root of
   * the area, which is a guess.
   */
  private static double highestOfSecond(PixelSize size) {
    return switch (size.text()) {
      case "1024x1024" -> 7024;
      case "1024x1536", "1536x1024" -> 5488;
      case "1024x640" -> 3824;
      case "3072x1024" -> 3952;
      case "2560x1440" -> 7370;
      case "3840x1280" -> 5311;
      case "2048x2048" -> 14_272;
      case "3840x2160" -> 13_342;
      default -> {
        double root = Math.sqrt((double) size.width() * size.height()) / 1024;
        yield (size.width() == size.height() ? 7024 : 4480) * root;
      }
    };
  }
}
