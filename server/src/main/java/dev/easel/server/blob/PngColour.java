package dev.easel.server.blob;

import dev.easel.spi.NotAnImageException;
import java.util.Arrays;

/** PNG's ways to say a colour: IHDR's colour type, each with the depths it allows. */
enum PngColour {
  GREY(0, 1 | 2 | 4 | 8 | 16),
  TRUE_COLOUR(2, 8 | 16),
  PALETTE(3, 1 | 2 | 4 | 8),
  GREY_WITH_ALPHA(4, 8 | 16),
  TRUE_COLOUR_WITH_ALPHA(6, 8 | 16);

  private final int type;
  // Every depth is a power of two, so that a sum of them is a set.
  private final int depths;

  PngColour(int type, int depths) {
    this.type = type;
    this.depths = depths;
  }

  static PngColour of(int depth, int type) throws NotAnImageException {
    return Arrays.stream(values())
        .filter(colour -> colour.type == type && colour.allows(depth))
        .findFirst()
        .orElseThrow(() -> new NotAnImageException("the PNG has colours that are not PNG's"));
  }

  int type() {
    return type;
  }

  boolean allows(int depth) {
    return Integer.bitCount(depth) == 1 && (depths & depth) != 0;
  }

  boolean alpha() {
    return this == GREY_WITH_ALPHA || this == TRUE_COLOUR_WITH_ALPHA;
  }

  boolean needsPalette() {
    return this == PALETTE;
  }
}
