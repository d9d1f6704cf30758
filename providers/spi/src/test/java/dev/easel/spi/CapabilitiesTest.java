package dev.easel.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CapabilitiesTest {
  /** OpenAI's rule for gpt-image-2 and later. */
  private static final SizeRule RULE = new SizeRule(16, 3_840, 3, 655_360, 8_294_400);

  @ParameterizedTest
  @CsvSource({
    "1024x1024,true",
    "3840x2160,true",
    "3856x1024,false",
    "1024x1000,false",
    "640x640,false",
    "3072x1008,false",
    "3072x1024,true"
  })
  void ruleForFreeSizesBoundsSidesRatioAndPixels(String size, boolean allowed) {
    assertThat(RULE.allows(Size.parse(size))).isEqualTo(allowed);
  }
}
