package dev.easel.sandbox.picture;

/** The letters at one size, their edges smoothed. Not safe for use by several threads. */
final class Typeface {

  private static final int CELL = Letters.WIDTH + 1;
  private static final char LAST = 127;
  // Below one half, so that strokes grow a little and diagonals stay joined.
  private static final double EDGE = 0.42;

  private final Letters letters;
  private final double scale;
  private final int width;
  private final int height;
  private final byte[][] masks = new byte[LAST + 1][0];

  /** Letters whose dots are {@code scale} pixels wide. */
  Typeface(Letters letters, double scale) {
    this.letters = letters;
    this.scale = scale;
    this.width = (int) Math.round(CELL * scale);
    this.height = (int) Math.round(Letters.HEIGHT * scale);
  }

  /** Pixels from one letter to the next. */
  int width() {
    return width;
  }

  /** Pixels from the top of a letter to the foot of a descender. */
  int height() {
    return height;
  }

  /** How much of a pixel of a letter is ink, 0 to 255. */
  int cover(char letter, int x, int y) {
    int index = Math.min(letter, LAST);
    byte[] mask = masks[index];
    if (mask.length == 0) {
      mask = draw(letter);
      masks[index] = mask;
    }
    return mask[y * width + x] & 255;
  }

  private byte[] draw(char letter) {
    byte[] mask = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double ink = inkAround(letter, (x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5);
        double cover = Math.clamp((ink - EDGE) * scale + 0.5, 0.0, 1.0);
        mask[y * width + x] = (byte) Math.round(cover * 255);
      }
    }
    return mask;
  }

  /**
   * The ink of the four dots around a point, each by its nearness: smooth where dots are square.
   */
  private double inkAround(char letter, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double below = y - top;
    return (1 - below) * ((1 - right) * dot(letter, left, top) + right * dot(letter, left + 1, top))
        + below
            * ((1 - right) * dot(letter, left, top + 1) + right * dot(letter, left + 1, top + 1));
  }

  private double dot(char letter, int x, int y) {
    return letters.ink(letter, x, y) ? 1 : 0;
  }
}
