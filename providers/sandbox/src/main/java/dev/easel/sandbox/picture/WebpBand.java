package dev.easel.sandbox.picture;

/** The rows of one line of blocks, and the row above them; greens taken off reds and blues. */
final class WebpBand {

  /** Rows and columns of a block, as a power of two; every block has its own predictor. */
  static final int BLOCK_BITS = 5;

  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final int OPAQUE = 0xFF000000;

  private final RowSource picture;
  private final int[][] rows;
  private int top;

  WebpBand(RowSource picture) {
    this.picture = picture;
    this.rows = new int[BLOCK + 1][picture.width()];
    this.top = -BLOCK;
  }

  /** Blocks in a number of pixels. */
  static int blocks(int pixels) {
    return (pixels + BLOCK - 1) >> BLOCK_BITS;
  }

  /** Goes on to the next line of blocks. */
  void next() {
    top += BLOCK;
    System.arraycopy(rows[BLOCK], 0, rows[0], 0, picture.width());
    for (int i = 0; i < height(); i++) {
      int[] row = rows[i + 1];
      picture.row(top + i, row);
      for (int x = 0; x < row.length; x++) {
        int pixel = picture.transparent() ? row[x] : row[x] | OPAQUE;
        int green = pixel >> 8 & 255;
        row[x] = WebpPredictor.difference(pixel, green << 16 | green);
      }
    }
  }

  /** How many rows there are; fewer in the last band. */
  int height() {
    return Math.min(BLOCK, picture.height() - top);
  }

  /** The predictor that leaves least of a block. */
  WebpPredictor best(int block) {
    WebpPredictor best = WebpPredictor.LEFT;
    long least = Long.MAX_VALUE;
    for (WebpPredictor predictor : WebpPredictor.values()) {
      long left = rest(predictor, block, least);
      if (left < least) {
        least = left;
        best = predictor;
      }
    }
    return best;
  }

  /** Every other row is enough to judge by; no further than to {@code bound}. */
  private long rest(WebpPredictor predictor, int block, long bound) {
    int from = Math.max(1, block << BLOCK_BITS);
    int to = Math.min(picture.width(), (block + 1) << BLOCK_BITS);
    long rest = 0;
    for (int y = top == 0 ? 1 : 0; y < height() && rest < bound; y += 2) {
      int[] above = rows[y];
      int[] row = rows[y + 1];
      for (int x = from; x < to; x++) {
        int guess = predictor.guess(row[x - 1], above[x], above[x - 1]);
        rest += WebpPredictor.size(WebpPredictor.difference(row[x], guess));
      }
    }
    return rest;
  }

  /** Writes what the predictors, one a block, leave of a row; borders have rules of their own. */
  void differences(int y, WebpPredictor[] predictors, int[] differences) {
    int[] above = rows[y];
    int[] row = rows[y + 1];
    boolean first = top + y == 0;
    differences[0] = WebpPredictor.difference(row[0], first ? OPAQUE : above[0]);
    for (int x = 1; x < row.length; x++) {
      int guess =
          first
              ? row[x - 1]
              : predictors[x >> BLOCK_BITS].guess(row[x - 1], above[x], above[x - 1]);
      differences[x] = WebpPredictor.difference(row[x], guess);
    }
  }
}
