package dev.easel.sandbox.picture;

/** One row of pixels that layers are laid over, from the lowest to the highest. */
final class Row {

  private final int[] argb;

  Row(int[] argb) {
    this.argb = argb;
  }

  int width() {
    return argb.length;
  }

  /** Replaces a pixel. */
  void set(int x, int colour) {
    argb[x] = colour;
  }

  /**
   * Lays a colour over a pixel; {@code alpha} is 0 to 255 and the colour's own alpha is ignored.
   */
  void over(int x, int rgb, int alpha) {
    int under = argb[x];
    int underAlpha = under >>> 24;
    if (alpha == 255 || underAlpha == 0) {
      argb[x] = alpha << 24 | (rgb & 0xFFFFFF);
    } else if (underAlpha == 255) {
      argb[x] = 0xFF000000 | Colours.mix(under, rgb, alpha);
    } else {
      argb[x] = overTranslucent(under, rgb, alpha);
    }
  }

  private static int overTranslucent(int under, int rgb, int alpha) {
    int kept = (under >>> 24) * (255 - alpha) / 255;
    int sum = alpha + kept;
    if (sum == 0) {
      return 0;
    }
    return sum << 24 | Colours.mix(under, rgb, alpha * 255 / sum);
  }
}
