package dev.easel.spi;

/**
 * A size in pixels.
 *
 * @param width pixels across, above zero
 * @param height pixels down, above zero
 */
public record Size(int width, int height) implements Comparable<Size> {
  public Size {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "a size has sides above zero, not " + width + "x" + height);
    }
  }

  /**
   * Reads {@code 1024x1536}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Size parse(String text) {
    String[] sides = text.split("x", -1);
    if (sides.length != 2) {
      throw new IllegalArgumentException("a size is WIDTHxHEIGHT, such as 1024x1536, not " + text);
    }
    try {
      return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a size is WIDTHxHEIGHT, such as 1024x1536, not " + text, e);
    }
  }

  /** Pixels in all. */
  public long pixels() {
    return (long) width * height;
  }

  @Override
  public int compareTo(Size other) {
    int byPixels = Long.compare(pixels(), other.pixels());
    return byPixels != 0 ? byPixels : Integer.compare(other.width, width);
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
