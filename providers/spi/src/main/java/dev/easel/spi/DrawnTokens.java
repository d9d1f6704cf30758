package dev.easel.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many output tokens an image is: by a table, else by the grid that the model draws on.
 *
 * @param table counts that the seller lists
 * @param grid cells along the longer side, by quality; empty for models of fixed sizes
 */
public record DrawnTokens(List<Entry> table, Map<Quality, Integer> grid) {
  private static final long PIXELS_ADDED = 2_000_000;
  private static final long PIXELS_PER_TOKEN_OF_A_CELL = 4_000_000;

  /**
   * A count of the table.
   *
   * @param quality the quality it is for
   * @param size the size it is for
   * @param tokens of one image
   */
  public record Entry(Quality quality, Size size, long tokens) {}

  public DrawnTokens {
    table = List.copyOf(table);
    grid = Map.copyOf(grid);
  }

  /** For a seller that says nothing. */
  public static DrawnTokens untold() {
    return new DrawnTokens(List.of(), Map.of());
  }

  /** The tokens of one image; empty where neither table nor grid knows it. */
  public Optional<Long> of(Quality quality, Size size) {
    return table.stream()
        .filter(entry -> entry.quality() == quality && entry.size().equals(size))
        .findFirst()
        .map(Entry::tokens)
        .or(() -> Optional.ofNullable(grid.get(quality)).map(cells -> drawn(cells, size)));
  }

  /** The fewest and the most tokens of any size that a rule allows; empty where no grid tells. */
  public Optional<TokenRange> of(Quality quality, SizeRule rule) {
    if (rule.maxRatio() == 0 || rule.maxPixels() == 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(grid.get(quality))
        .map(cells ->
            new TokenRange(
                tokens(cells, roundedHalfEven(cells, rule.maxRatio()), rule.minPixels()),
                tokens(cells, cells, rule.maxPixels())));
  }

  private static long drawn(int cells, Size size) {
    int longest = Math.max(size.width(), size.height());
    int shortest = Math.min(size.width(), size.height());
    return tokens(cells, roundedHalfEven((long) cells * shortest, longest), size.pixels());
  }

  private static long tokens(long across, long down, long pixels) {
    return Math.ceilDiv(
        Math.multiplyExact(across * down, Math.addExact(PIXELS_ADDED, pixels)),
        PIXELS_PER_TOKEN_OF_A_CELL);
  }

  private static long roundedHalfEven(long dividend, long divisor) {
    long floor = dividend / divisor;
    int half = Long.compare(2 * (dividend % divisor), divisor);
    return half > 0 || (half == 0 && floor % 2 == 1) ? floor + 1 : floor;
  }
}
