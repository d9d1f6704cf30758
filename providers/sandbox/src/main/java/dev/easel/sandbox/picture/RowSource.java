package dev.easel.sandbox.picture;

/** Pixels that can be asked for row by row, so that no encoder needs the whole picture. */
public interface RowSource {

  /** Pixels in a row. */
  int width();

  /** Number of rows. */
  int height();

  /** Whether any pixel may be other than fully opaque. */
  boolean transparent();

  /**
   * Writes one row. Rows may be asked for in any order and any number of times.
   *
   * @param y the row, from 0 at the top
   * @param argb receives {@link #width()} pixels, 8 bits each of alpha, red, green and blue,
   *     colours not multiplied by alpha
   */
  void row(int y, int[] argb);
}
