package dev.easel.sandbox.picture;

/** Turns a row of bytes into differences that compress well: from the left or from above. */
final class PngFilter {

  private static final byte SUB = 1;
  private static final byte UP = 2;

  private final int step;
  private final byte[] sub;
  private final byte[] up;

  PngFilter(int bytesPerPixel, int rowLength) {
    this.step = bytesPerPixel;
    this.sub = new byte[rowLength + 1];
    this.up = new byte[rowLength + 1];
    sub[0] = SUB;
    up[0] = UP;
  }

  /** The row led by its filter's number; the array is used again by the next call. */
  byte[] apply(byte[] above, byte[] row) {
    int subSum = 0;
    int upSum = 0;
    for (int i = 0; i < row.length; i++) {
      int left = i < step ? 0 : row[i - step];
      byte fromLeft = (byte) (row[i] - left);
      byte fromAbove = (byte) (row[i] - above[i]);
      sub[i + 1] = fromLeft;
      up[i + 1] = fromAbove;
      subSum += Math.abs(fromLeft);
      upSum += Math.abs(fromAbove);
    }
    return upSum <= subSum ? up : sub;
  }
}
