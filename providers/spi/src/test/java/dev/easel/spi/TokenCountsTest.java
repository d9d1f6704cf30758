package dev.easel.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenCountsTest {
  private static final DrawnTokens GRID =
      new DrawnTokens(
          List.of(new DrawnTokens.Entry(Quality.LOW, new Size(1024, 1024), 200)),
          Map.of(Quality.LOW, 16, Quality.MEDIUM, 48, Quality.HIGH, 96));
  private static final SizeRule RULE = new SizeRule(16, 3840, 3, 655_360, 8_294_400);
  private static final SourceTokens HIGH =
      new SourceTokens(
          Optional.of(InputFidelity.HIGH),
          Map.of(new Size(1024, 1024), 3050L),
          new SourceTokens.Tiles(65, 129),
          4160,
          6240,
          Optional.of(3050L));

  @ParameterizedTest
  @CsvSource({
    "MEDIUM,1024x1024,1756",
    "HIGH,1024x1024,7024",
    "HIGH,1024x640,3824",
    "HIGH,3072x1024,3952",
    "HIGH,2560x1440,7370",
    "HIGH,1440x2560,7370",
    "HIGH,3840x1280,5311",
    "HIGH,2048x2048,14272",
    "HIGH,3840x2160,13342"
  })
  void gridGivesTheCountsThatWereMeasured(Quality quality, String size, long tokens) {
    assertThat(GRID.of(quality, Size.parse(size))).contains(tokens);
  }

  @ParameterizedTest
  // 16 cells by 4.5 are 4, by 5.5 are 6: halves go to the even neighbour.
  @CsvSource({"2560x720,62", "2560x880,103"})
  void shorterSideOfTheGridIsRoundedHalfEven(String size, long tokens) {
    assertThat(GRID.of(Quality.LOW, Size.parse(size))).contains(tokens);
  }

  @Test
  void tableComesBeforeTheGrid() {
    assertThat(GRID.of(Quality.LOW, new Size(1024, 1024))).contains(200L);
  }

  @Test
  void boundsOfARuleHoldEverySizeThatItAllows() {
    TokenRange range = GRID.of(Quality.HIGH, RULE).orElseThrow();
    for (int width = 16; width <= 3840; width += 16) {
      for (int height = 16; height <= 3840; height += 16) {
        Size size = new Size(width, height);
        if (RULE.allows(size)) {
          assertThat(GRID.of(Quality.HIGH, size).orElseThrow())
              .as(size.toString())
              .isBetween(range.fewest(), range.most());
        }
      }
    }
    assertThat(GRID.of(Quality.HIGH, new Size(2880, 2880))).contains(range.most());
  }

  @Test
  void aRuleWithoutBoundsHasNoMost() {
    assertThat(GRID.of(Quality.HIGH, new SizeRule(16, 0, 0, 0, 0))).isEmpty();
    assertThat(GRID.of(Quality.MAX, RULE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1024x1024,1024",
    "1536x1024,1536",
    "1024x1536,1536",
    "341x512,704",
    "1179x2556,1482",
    "8000x8000,1521",
    "20000x1,625"
  })
  void patchesAreThoseOfTheSourceOnceItFits(String size, long tokens) {
    assertThat(new SourceTokens.Patches(1536).tokens(Size.parse(size))).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource({"512x512,194", "200x100,323", "100x200,323", "1024x1025,323", "1024x3072,452"})
  void tilesAreThoseOfTheSourceOnceItsShortSideIs512(String size, long tokens) {
    assertThat(new SourceTokens.Tiles(65, 129).tokens(Size.parse(size))).isEqualTo(tokens);
  }

  @Test
  void whatTheSellerStatesStandsForItsSizeAndBoundsTheOthersFromBelow() {
    assertThat(HIGH.of(Optional.of(new Size(1024, 1024)))).isEqualTo(TokenRange.exactly(3050));
    assertThat(HIGH.of(Optional.of(new Size(512, 512)))).isEqualTo(new TokenRange(3050, 4354));
    assertThat(HIGH.of(Optional.of(new Size(1024, 1536)))).isEqualTo(new TokenRange(3050, 6563));
    assertThat(HIGH.of(Optional.empty())).isEqualTo(new TokenRange(3050, 6692));
  }
}
