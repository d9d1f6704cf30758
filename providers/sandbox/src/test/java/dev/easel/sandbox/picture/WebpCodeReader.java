package dev.easel.sandbox.picture;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One prefix code, read from a file and walked bit by bit: slow and plain, after RFC 9649. */
final class WebpCodeReader {

  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  /** Symbols by their code with a leading one. */
  private final Map<Integer, Integer> symbols = new HashMap<>();

  private WebpCodeReader(int[] lengths) {
    long used = Arrays.stream(lengths).filter(length -> length > 0).count();
    int code = 0;
    for (int length = 1; length <= 15; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          symbols.put(used == 1 ? 1 : 1 << length | code++, symbol);
        }
      }
      if (code > 1 << length) {
        throw new AssertionError("more codes than there are");
      }
      code <<= 1;
    }
    if (used > 1 && code != 1 << 16) {
      throw new AssertionError("codes are missing");
    }
  }

  static WebpCodeReader read(int alphabet, WebpBitSource bits) {
    int[] lengths = new int[alphabet];
    if (bits.read(1) == 1) {
      int count = bits.read(1) + 1;
      lengths[bits.read(bits.read(1) == 1 ? 8 : 1)] = 1;
      if (count == 2) {
        lengths[bits.read(8)] = 1;
      }
    } else {
      readLengths(lengths, bits);
    }
    return new WebpCodeReader(lengths);
  }

  private static void readLengths(int[] lengths, WebpBitSource bits) {
    int[] lengthLengths = new int[19];
    int told = 4 + bits.read(4);
    for (int i = 0; i < told; i++) {
      lengthLengths[ORDER[i]] = bits.read(3);
    }
    if (bits.read(1) != 0) {
      throw new AssertionError("a part of the alphabet");
    }
    WebpCodeReader words = new WebpCodeReader(lengthLengths);
    int last = 8;
    int at = 0;
    while (at < lengths.length) {
      int word = words.next(bits);
      if (word < 16) {
        lengths[at++] = word;
        last = word == 0 ? last : word;
      } else if (word == 16) {
        int until = at + 3 + bits.read(2);
        Arrays.fill(lengths, at, until, last);
        at = until;
      } else {
        at += word == 17 ? 3 + bits.read(3) : 11 + bits.read(7);
      }
    }
    if (at != lengths.length) {
      throw new AssertionError("a run beyond the alphabet");
    }
  }

  int next(WebpBitSource bits) {
    int code = 1;
    while (true) {
      Integer symbol = symbols.get(code);
      if (symbol != null) {
        return symbol;
      }
      code = code << 1 | bits.read(1);
      if (code > 0xFFFF) {
        throw new AssertionError("no such code");
      }
    }
  }
}
