package dev.easel.sandbox.picture;

/** Counts how often each symbol occurs, so that common ones get short codes. */
final class WebpCensus implements WebpTokens {

  /** The first symbol of the green alphabet that is a length. */
  static final int LENGTHS = 256;

  static final int LENGTH_CODES = 24;
  private static final int DISTANCE_CODES = 40;

  final int[] green = new int[LENGTHS + LENGTH_CODES];
  final int[] red = new int[256];
  final int[] blue = new int[256];
  final int[] alpha = new int[256];
  final int[] distance = new int[DISTANCE_CODES];

  @Override
  public void pixel(int argb) {
    alpha[argb >>> 24]++;
    red[argb >> 16 & 255]++;
    green[argb >> 8 & 255]++;
    blue[argb & 255]++;
  }

  @Override
  public void copy(Source source, int length) {
    green[LENGTHS + WebpLength.of(length).code()]++;
    distance[source.code()]++;
  }
}
