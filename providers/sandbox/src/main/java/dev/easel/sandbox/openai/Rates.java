package dev.easel.sandbox.openai;

import java.math.BigDecimal;

/**
 * What a million tokens of a model cost, in dollars.
 *
 * @param text tokens of the prompt
 * @param images tokens of images looked at
 * @param drawn tokens of images drawn
 */
record Rates(BigDecimal text, BigDecimal images, BigDecimal drawn) {

  private static final int MICRO = 6;

  static Rates of(String text, String images, String drawn) {
    return new Rates(new BigDecimal(text), new BigDecimal(images), new BigDecimal(drawn));
  }

  /** In dollars, exactly. */
  BigDecimal price(Usage usage) {
    return input(usage).add(output(usage));
  }

  /** What of it is for the prompt and the images looked at. */
  BigDecimal input(Usage usage) {
    return text.multiply(BigDecimal.valueOf(usage.text()))
        .add(images.multiply(BigDecimal.valueOf(usage.images())))
        .movePointLeft(MICRO);
  }

  /** What of it is for the images drawn. */
  BigDecimal output(Usage usage) {
    return drawn.multiply(BigDecimal.valueOf(usage.drawn())).movePointLeft(MICRO);
  }
}
