package dev.easel.sandbox.picture;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A canonical prefix code of one alphabet. An alphabet of one symbol needs no bits at all. */
final class WebpPrefixCode {

  static final int LONGEST = 15;
  private static final int BYTE = 256;

  private final int[] lengths;
  private final int[] codes;
  private final int[] used;

  private WebpPrefixCode(int[] lengths) {
    this.used = IntStream.range(0, lengths.length).filter(i -> lengths[i] > 0).toArray();
    this.lengths = used.length > 1 ? lengths : new int[lengths.length];
    this.codes = codes(this.lengths);
  }

  /** The code that makes a text of these symbols shortest. */
  static WebpPrefixCode of(int[] counts) {
    return new WebpPrefixCode(WebpCodeLengths.of(counts, LONGEST));
  }

  /** The code with these lengths. */
  static WebpPrefixCode ofLengths(int[] lengths) {
    return new WebpPrefixCode(lengths.clone());
  }

  /** Codes count upwards from the shortest; their first bit is written first. */
  private static int[] codes(int[] lengths) {
    int[] codes = new int[lengths.length];
    int next = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          codes[symbol] = Integer.reverse(next++) >>> (32 - length);
        }
      }
      next <<= 1;
    }
    return codes;
  }

  void write(int symbol, WebpBits bits) throws IOException {
    bits.write(codes[symbol], lengths[symbol]);
  }

  /** How many bits symbols of these counts take. */
  long cost(int[] counts) {
    long cost = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      cost += (long) counts[symbol] * lengths[symbol];
    }
    return cost;
  }

  /** Writes the code itself: one or two symbols by name, more of them by their lengths. */
  void describe(WebpBits bits) throws IOException {
    int[] symbols = used.length == 0 ? new int[1] : used;
    if (symbols.length <= 2 && Arrays.stream(symbols).allMatch(symbol -> symbol < BYTE)) {
      describeByName(symbols, bits);
    } else {
      bits.write(0, 1);
      new WebpLengthsText(lengths).write(bits);
    }
  }

  private static void describeByName(int[] symbols, WebpBits bits) throws IOException {
    bits.write(1, 1);
    bits.write(symbols.length - 1, 1);
    int wide = symbols[0] > 1 ? 1 : 0;
    bits.write(wide, 1);
    bits.write(symbols[0], wide == 1 ? 8 : 1);
    if (symbols.length == 2) {
      bits.write(symbols[1], 8);
    }
  }
}
