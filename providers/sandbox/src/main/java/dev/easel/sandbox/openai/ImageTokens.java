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
   * For models with free sizes, as OpenAI's calculator counts them.
   *
   * @param cells of the grid that the model draws on, along the longer side, by quality
   */
  static ImageTokens byGrid(Map<String, Integer> cells) {
    return (quality, size) -> {
      int along = Objects.requireNonNull(cells.get(quality), quality);
      long pixels = (long) size.width() * size.height();
      double longest = Math.max(size.width(), size.height());
      double across = Math.rint(along * (Math.min(size.width(), size.height()) / longest));
      return (int) Math.ceil(along * across * (2_000_000 + pixels) / 4_000_000);
    };
  }
}
