package dev.easel.sandbox.picture;

/** Arithmetic on colours packed as 0xRRGGBB. */
final class Colours {

  private Colours() {}

  /** The colour {@code alpha}/255 of the way from one to another; alpha bits are ignored. */
  static int mix(int from, int to, int alpha) {
    // Red and blue in one multiplication, green in another; 255 is taken for 256 by its top bit.
    int share = alpha + (alpha >> 7);
    int rest = 256 - share;
    int redAndBlue = ((from & 0xFF00FF) * rest + (to & 0xFF00FF) * share) >>> 8;
    int green = ((from & 0x00FF00) * rest + (to & 0x00FF00) * share) >>> 8;
    return (redAndBlue & 0xFF00FF) | (green & 0x00FF00);
  }

  /** A colour from hue in turns (any number), saturation and lightness from 0 to 1. */
  static int of(double hue, double saturation, double lightness) {
    double spread = saturation * Math.min(lightness, 1 - lightness);
    return channel(hue, 0, lightness, spread) << 16
        | channel(hue, 8, lightness, spread) << 8
        | channel(hue, 4, lightness, spread);
  }

  private static int channel(double hue, int offset, double lightness, double spread) {
    double turned = hue - Math.floor(hue);
    double k = (offset + turned * 12) % 12;
    double value = lightness - spread * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
    return (int) Math.round(value * 255);
  }
}
