package dev.easel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsdTest {
  @ParameterizedTest
  @CsvSource({"0,0", "0.042,42000000", "0.000000125,125", "12.5,12500000000"})
  void readsDollarsExactly(String dollars, long nanos) {
    assertThat(Usd.parse(dollars)).isEqualTo(new Usd(nanos));
  }

  @Test
  void refusesWhatANanoCannotHold() {
    assertThatThrownBy(() -> Usd.parse("0.0000000001")).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void refusesNegativeAmounts() {
    assertThatThrownBy(() -> Usd.parse("-1")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0.042064,0.05", "0.05,0.05", "0.050000001,0.06", "0,0"})
  void roundsUpToTheCentWhereTheSellerDoes(String exact, String billed) {
    assertThat(Usd.parse(exact).rounded(Rounding.UP_TO_CENT)).isEqualTo(Usd.parse(billed));
  }

  @Test
  void leavesTheTotalAloneWhereTheSellerDoesNotRound() {
    assertThat(Usd.parse("0.042064").rounded(Rounding.NONE)).isEqualTo(Usd.parse("0.042064"));
  }

  @Test
  void multipliesOnceAndRoundsHalfEven() {
    assertThat(new Usd(5).times(new BigDecimal("0.5"))).isEqualTo(new Usd(2));
    assertThat(new Usd(7).times(new BigDecimal("0.5"))).isEqualTo(new Usd(4));
  }

  @Test
  void failsRatherThanOverflow() {
    assertThatThrownBy(() -> new Usd(Long.MAX_VALUE).plus(new Usd(1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({"0.05,$0.05", "0.042064,$0.042064", "3,$3.00"})
  void rendersAsPeopleWriteIt(String dollars, String text) {
    assertThat(Usd.parse(dollars)).hasToString(text);
  }

  @Test
  void arithmeticIsExactOrFailsAndNeverOverflows() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 100_000; round++) {
      Usd one = new Usd(random.nextLong(Long.MAX_VALUE) >> random.nextInt(63));
      Usd other = new Usd(random.nextLong(Long.MAX_VALUE) >> random.nextInt(63));
      BigDecimal quantity = BigDecimal.valueOf(other.nanos(), random.nextInt(-9, 19));
      String about = "seed %d: %s, %s, %s".formatted(seed, one, other, quantity);
      assertExact(about, () -> one.plus(other), nanos(one).add(nanos(other)));
      assertExact(
          about,
          () -> one.times(quantity),
          nanos(one).multiply(quantity).setScale(0, RoundingMode.HALF_EVEN));
      assertExact(
          about,
          () -> one.rounded(Rounding.UP_TO_CENT),
          nanos(one).movePointLeft(7).setScale(0, RoundingMode.CEILING).movePointRight(7));
    }
  }

  @Test
  void aQuantityWrittenWithAnExponentIsJudgedBeforeItsDigitsAreWrittenOut() {
    assertThatThrownBy(() -> new Usd(1).times(new BigDecimal("1E+2000000000")))
        .isInstanceOf(ArithmeticException.class);
    assertThat(new Usd(Long.MAX_VALUE).times(new BigDecimal("1E-2000000000"))).isEqualTo(Usd.ZERO);
  }

  private static BigDecimal nanos(Usd amount) {
    return BigDecimal.valueOf(amount.nanos());
  }

  private static void assertExact(String about, Supplier<Usd> amount, BigDecimal expected) {
    if (expected.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      assertThatThrownBy(amount::get).as(about).isInstanceOf(ArithmeticException.class);
    } else {
      assertThat(nanos(amount.get())).as(about).isEqualByComparingTo(expected);
    }
  }
}
