package dev.easel.sandbox.picture;

import java.io.IOException;

/** The five prefix codes of an image, made for the symbols it has. */
final class WebpCodes {

  private final WebpCensus census;
  private final WebpPrefixCode green;
  private final WebpPrefixCode red;
  private final WebpPrefixCode blue;
  private final WebpPrefixCode alpha;
  private final WebpPrefixCode distance;

  WebpCodes(WebpCensus census) {
    this.census = census;
    this.green = WebpPrefixCode.of(census.green);
    this.red = WebpPrefixCode.of(census.red);
    this.blue = WebpPrefixCode.of(census.blue);
    this.alpha = WebpPrefixCode.of(census.alpha);
    this.distance = WebpPrefixCode.of(census.distance);
  }

  /** Writes the codes themselves, in the order of the format. */
  void describe(WebpBits bits) throws IOException {
    green.describe(bits);
    red.describe(bits);
    blue.describe(bits);
    alpha.describe(bits);
    distance.describe(bits);
  }

  /** How many bits the counted tokens take. */
  long cost() {
    long cost =
        green.cost(census.green)
            + red.cost(census.red)
            + blue.cost(census.blue)
            + alpha.cost(census.alpha)
            + distance.cost(census.distance);
    for (int code = 0; code < WebpCensus.LENGTH_CODES; code++) {
      cost += (long) census.green[WebpCensus.LENGTHS + code] * WebpLength.extraBits(code);
    }
    return cost;
  }

  /** Writes tokens in these codes. */
  WebpTokens onto(WebpBits bits) {
    return new WebpTokens() {
      @Override
      public void pixel(int argb) throws IOException {
        green.write(argb >> 8 & 255, bits);
        red.write(argb >> 16 & 255, bits);
        blue.write(argb & 255, bits);
        alpha.write(argb >>> 24, bits);
      }

      @Override
      public void copy(Source source, int length) throws IOException {
        WebpLength written = WebpLength.of(length);
        green.write(WebpCensus.LENGTHS + written.code(), bits);
        bits.write(written.extra(), written.extraBits());
        distance.write(source.code(), bits);
      }
    };
  }
}
