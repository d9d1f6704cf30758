package dev.easel.sandbox.picture;

/**
 * A length of pixels as VP8L writes it: a prefix code for its order of magnitude, and extra bits.
 *
 * @param code the prefix code
 * @param extraBits how many bits follow
 * @param extra the bits that follow
 */
record WebpLength(int code, int extraBits, int extra) {

  static WebpLength of(int length) {
    int value = length - 1;
    if (value < 4) {
      return new WebpLength(value, 0, 0);
    }
    int highest = 31 - Integer.numberOfLeadingZeros(value);
    int second = value >> (highest - 1) & 1;
    int extraBits = highest - 1;
    return new WebpLength(2 * highest + second, extraBits, value & ((1 << extraBits) - 1));
  }

  /** How many extra bits a prefix code has. */
  static int extraBits(int code) {
    return code < 4 ? 0 : (code - 2) >> 1;
  }
}
