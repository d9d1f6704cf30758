package dev.easel.sandbox.picture;

/** How coarsely each frequency is kept: the example tables of T.81, annex K.1, made finer. */
final class JpegQuantisation {

  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };
  private static final int[] BRIGHTNESS = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
  };
  private static final int[] COLOUR = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };
  // What the transform leaves undone, for each row and column.
  private static final double[] LEFT_UNDONE = {
    1, 1.387039845, 1.306562965, 1.175875602, 1, 0.785694958, 0.541196100, 0.275899379
  };

  private final int[] steps = new int[64];
  private final float[] factors = new float[64];

  private JpegQuantisation(int[] example, int quality) {
    int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    for (int i = 0; i < 64; i++) {
      steps[i] = Math.clamp((example[i] * percent + 50) / 100, 1, 255);
      factors[i] = (float) (1 / (steps[i] * LEFT_UNDONE[i / 8] * LEFT_UNDONE[i % 8] * 8));
    }
  }

  /** For brightness; quality is the customary 1 to 100. */
  static JpegQuantisation brightness(int quality) {
    return new JpegQuantisation(BRIGHTNESS, quality);
  }

  /** For the colour differences. */
  static JpegQuantisation colour(int quality) {
    return new JpegQuantisation(COLOUR, quality);
  }

  byte[] inZigzag() {
    byte[] table = new byte[64];
    for (int i = 0; i < 64; i++) {
      table[i] = (byte) steps[ZIGZAG[i]];
    }
    return table;
  }

  /** From scaled frequencies to whole levels, in the order in which they are written. */
  void apply(float[] frequencies, int[] levels) {
    for (int i = 0; i < 64; i++) {
      int at = ZIGZAG[i];
      float level = frequencies[at] * factors[at];
      levels[i] = (int) (level < 0 ? level - 0.5f : level + 0.5f);
    }
  }
}
