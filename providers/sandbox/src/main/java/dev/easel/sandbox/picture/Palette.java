package dev.easel.sandbox.picture;

import java.util.SplittableRandom;

/**
 * Colours that go together: a deep and a light one of the ground, one for the eye to rest on, and
 * accents around them.
 *
 * @param hue where on the colour circle the palette begins, in turns
 * @param turn how far it reaches from there, in turns, either way round
 */
record Palette(double hue, double turn) {

  private static final int PURPOSE = 1;

  static Palette of(Description description) {
    SplittableRandom random = description.random(PURPOSE);
    // Deep colours from teal over blue and purple to red; dark yellows and greens look muddy.
    double hue = 0.48 + random.nextDouble() * 0.56;
    double turn = 0.12 + random.nextDouble() * 0.2;
    return new Palette(hue, random.nextBoolean() ? turn : -turn);
  }

  int deep() {
    return Colours.of(hue, 0.55, 0.22);
  }

  int light() {
    return Colours.of(hue + turn, 0.75, 0.72);
  }

  int bright() {
    return Colours.of(hue + turn * 1.35, 0.95, 0.84);
  }

  int night() {
    return Colours.of(hue, 0.5, 0.09);
  }

  /** A lively colour, {@code share} (0 to 1) of the way along the palette. */
  int accent(double share) {
    return Colours.of(hue + turn * (share * 1.8 - 0.2), 0.78, 0.5 + 0.16 * share);
  }
}
