package dev.easel.server.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.easel.v1.Cost;
import dev.easel.v1.ImageFormat;
import dev.easel.v1.Job;
import dev.easel.v1.Money;
import dev.easel.v1.Quality;
import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void anEnumValueIsItsLastWord() {
    assertThat(Words.of(Job.State.STATE_SUCCEEDED)).isEqualTo("succeeded");
    assertThat(Words.of(ImageFormat.IMAGE_FORMAT_PNG)).isEqualTo("png");
    assertThat(Words.of(Cost.Basis.BASIS_COMPUTED)).isEqualTo("computed");
    assertThat(Words.of(Quality.UNRECOGNIZED)).isEqualTo("unknown");
  }

  @Test
  void aWordIsFoundAgainAndAnotherListsWhatThereIs() {
    assertThat(Words.find(ImageFormat.getDescriptor(), "WebP"))
        .isEqualTo(ImageFormat.IMAGE_FORMAT_WEBP.getValueDescriptor());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Words.find(ImageFormat.getDescriptor(), "gif"))
        .withMessage("'gif' is none of png, jpeg, webp");
  }

  @Test
  void moneyIsExact() {
    assertThat(Prices.of(money("USD", 1, 0))).isEqualTo("$1.00");
    assertThat(Prices.of(money("USD", 0, 9_040_000))).isEqualTo("$0.00904");
    assertThat(Prices.of(money("EUR", 2, 500_000_000))).isEqualTo("2.50 EUR");
    assertThat(Prices.of(Cost.getDefaultInstance())).isEqualTo("unknown");
  }

  @Test
  void sizesOfFilesAreRound() {
    assertThat(Sizes.bytes(999)).isEqualTo("999 B");
    assertThat(Sizes.bytes(273_580)).isEqualTo("273.5 kB");
    assertThat(Sizes.bytes(1_250_000)).isEqualTo("1.2 MB");
  }

  private static Money money(String currency, long units, int nanos) {
    return Money.newBuilder().setCurrencyCode(currency).setUnits(units).setNanos(nanos).build();
  }
}
