package dev.easel.spi;

import java.util.Map;
import java.util.Optional;

/**
 * How many input tokens a source image is at one effort.
 *
 * @param fidelity the effort; empty where the endpoint does not take one
 * @param published counts that the seller states
 * @param rule how every other size is counted
 * @param square added for a source as wide as high
 * @param oblong added for every other source
 * @param least where the seller's own figures lie below the rule: the fewest tokens of a source
 *     whose size it does not state
 */
public record SourceTokens(
    Optional<InputFidelity> fidelity,
    Map<Size, Long> published,
    Rule rule,
    long square,
    long oblong,
    Optional<Long> least) {
  /** An image of unknown size is taken to be at most so many times as long as wide. */
  private static final int LONGEST = 3;

  public SourceTokens {
    published = Map.copyOf(published);
  }

  /** The way a model cuts a source up. */
  public sealed interface Rule {
    /** The tokens of a source. */
    long tokens(Size size);

    /** The fewest and the most of a source of unknown size, of ordinary shape. */
    TokenRange ofAnySize();
  }

  /**
   * So many for the image, and so many for each tile of 512 by 512, once its short side is 512.
   *
   * @param base for the image
   * @param each for a tile
   */
  public record Tiles(long base, long each) implements Rule {
    @Override
    public long tokens(Size size) {
      int longest = Math.max(size.width(), size.height());
      int shortest = Math.min(size.width(), size.height());
      return base + each * Math.ceilDiv(longest, shortest);
    }

    @Override
    public TokenRange ofAnySize() {
      return new TokenRange(base + each, base + each * LONGEST);
    }
  }

  /**
   * One for each patch of 32 by 32, once its long side is 1024 or more and the patches are within
   * the budget.
   *
   * @param budget most patches
   */
  public record Patches(long budget) implements Rule {
    private static final int SIDE = 32;
    private static final int LEAST_SIDE = 1024;

    @Override
    public long tokens(Size size) {
      double enlarged = Math.max(1, (double) LEAST_SIDE / Math.max(size.width(), size.height()));
      double width = Math.rint(size.width() * enlarged);
      double height = Math.rint(size.height() * enlarged);
      if (patches(width, height) <= budget) {
        return patches(width, height);
      }
      double reduced = Math.sqrt(SIDE * SIDE * budget / (width * height));
      double across = width * reduced / SIDE;
      double down = height * reduced / SIDE;
      double whole = Math.min(Math.floor(across) / across, Math.floor(down) / down);
      return Math.max(
          1, patches(Math.floor(width * reduced * whole), Math.floor(height * reduced * whole)));
    }

    @Override
    public TokenRange ofAnySize() {
      return new TokenRange(
          Math.min(budget, tokens(new Size(LEAST_SIDE, LEAST_SIDE / LONGEST))), budget);
    }

    private static long patches(double width, double height) {
      return (long) (Math.ceil(width / SIDE) * Math.ceil(height / SIDE));
    }
  }

  /** The tokens of a source, whose size may not be known. */
  public TokenRange of(Optional<Size> size) {
    return size.map(this::known).orElseGet(this::unknown);
  }

  private TokenRange known(Size size) {
    Long stated = published.get(size);
    return stated != null
        ? TokenRange.exactly(stated)
        : lowered(TokenRange.exactly(rule.tokens(size) + added(size)));
  }

  private TokenRange unknown() {
    TokenRange range =
        rule.ofAnySize().plus(new TokenRange(Math.min(square, oblong), Math.max(square, oblong)));
    return published.values().stream()
        .map(TokenRange::exactly)
        .reduce(lowered(range), TokenRange::or);
  }

  private long added(Size size) {
    return size.width() == size.height() ? square : oblong;
  }

  private TokenRange lowered(TokenRange range) {
    return least.map(fewest -> range.or(TokenRange.exactly(fewest))).orElse(range);
  }
}
