package dev.easel.spi;

/**
 * How many tokens something may be.
 *
 * @param fewest not negative
 * @param most not below the fewest
 */
public record TokenRange(long fewest, long most) {
  public TokenRange {
    if (fewest < 0 || most < fewest) {
      throw new IllegalArgumentException("no range: from " + fewest + " to " + most);
    }
  }

  /** So many, neither more nor fewer. */
  public static TokenRange exactly(long tokens) {
    return new TokenRange(tokens, tokens);
  }

  /** The range of either. */
  public TokenRange or(TokenRange other) {
    return new TokenRange(Math.min(fewest, other.fewest), Math.max(most, other.most));
  }

  /** The range of both together, failing rather than overflowing. */
  public TokenRange plus(TokenRange other) {
    return new TokenRange(Math.addExact(fewest, other.fewest), Math.addExact(most, other.most));
  }

  /** The range of so many of them, failing rather than overflowing. */
  public TokenRange times(long count) {
    return new TokenRange(Math.multiplyExact(fewest, count), Math.multiplyExact(most, count));
  }
}
