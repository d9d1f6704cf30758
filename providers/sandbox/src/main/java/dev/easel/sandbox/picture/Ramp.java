package dev.easel.sandbox.picture;

/** The 256 colours between two, worked out once because a picture asks for them a million times. */
final class Ramp {

  private final int[] colours = new int[256];

  Ramp(int from, int to) {
    for (int i = 0; i < colours.length; i++) {
      colours[i] = 0xFF000000 | Colours.mix(from, to, i);
    }
  }

  /** The opaque colour at a share of the way; below 0 the first, above 1 the last. */
  int at(double share) {
    return colours[Math.clamp((int) (share * 255 + 0.5), 0, 255)];
  }
}
