package dev.easel.spi;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of US dollars, exact to the billionth.
 *
 * @param nanos billionths of a dollar, not negative
 */
public record Usd(long nanos) implements Comparable<Usd> {
  /** No money. */
  public static final Usd ZERO = new Usd(0);

  private static final long NANOS_PER_CENT = 10_000_000;
  private static final int MOST_DIGITS = 19;
  private static final BigDecimal NANOS_PER_DOLLAR = BigDecimal.valueOf(1_000_000_000);

  public Usd {
    if (nanos < 0) {
      throw new IllegalArgumentException("an amount is not negative: " + nanos);
    }
  }

  /**
   * Reads a decimal number of dollars, such as {@code 0.042}.
   *
   * @throws NumberFormatException if the text is not a decimal number
   * @throws ArithmeticException if it has more than nine decimals or is out of range
   */
  public static Usd parse(String dollars) {
    return of(new BigDecimal(dollars));
  }

  /**
   * An exact amount.
   *
   * @throws ArithmeticException if it has more than nine decimals or is out of range
   */
  public static Usd of(BigDecimal dollars) {
    return new Usd(dollars.multiply(NANOS_PER_DOLLAR).longValueExact());
  }

  /** The sum, failing rather than overflowing. */
  public Usd plus(Usd other) {
    return new Usd(Math.addExact(nanos, other.nanos));
  }

  /**
   * This price, so many times, rounded half-even to a nano-dollar once.
   *
   * @throws ArithmeticException if it is out of range
   */
  public Usd times(BigDecimal quantity) {
    // Judged before the digits are written out, of which an exponent can make a thousand million.
    long digits = (long) quantity.precision() - quantity.scale();
    if (quantity.signum() == 0 || nanos == 0 || digits < -MOST_DIGITS) {
      return ZERO;
    }
    if (digits > MOST_DIGITS) {
      throw new ArithmeticException("out of range: a quantity of " + quantity);
    }
    return new Usd(
        quantity
            .multiply(BigDecimal.valueOf(nanos))
            .setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact());
  }

  /** The amount that a seller with this rule bills for this, failing rather than overflowing. */
  public Usd rounded(Rounding rounding) {
    return switch (rounding) {
      case NONE -> this;
      case UP_TO_CENT ->
          new Usd(Math.multiplyExact(Math.ceilDiv(nanos, NANOS_PER_CENT), NANOS_PER_CENT));
    };
  }

  @Override
  public int compareTo(Usd other) {
    return Long.compare(nanos, other.nanos);
  }

  /** Dollars as people write them: at least two decimals, as many as needed. */
  @Override
  public String toString() {
    BigDecimal dollars = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return "$" + dollars.setScale(Math.max(2, dollars.scale()), RoundingMode.UNNECESSARY);
  }
}
