package dev.easel.spi;

/**
 * Rule for free sizes. A zero means no bound.
 *
 * @param multipleOf both sides are multiples of this
 * @param maxSide longest side allowed, in pixels
 * @param maxRatio longest side over shortest, at most
 * @param minPixels fewest pixels
 * @param maxPixels most pixels
 */
public record SizeRule(int multipleOf, int maxSide, int maxRatio, long minPixels, long maxPixels) {
  /** Whether a size obeys every bound. */
  public boolean allows(Size size) {
    int longest = Math.max(size.width(), size.height());
    int shortest = Math.min(size.width(), size.height());
    return (multipleOf == 0 || (longest % multipleOf == 0 && shortest % multipleOf == 0))
        && (maxSide == 0 || longest <= maxSide)
        && (maxRatio == 0 || longest <= (long) shortest * maxRatio)
        && size.pixels() >= minPixels
        && (maxPixels == 0 || size.pixels() <= maxPixels);
  }
}
