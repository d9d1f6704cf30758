package dev.easel.sandbox.picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lengths of a prefix code as VP8L writes them: runs are shortened, the rest coded again. */
final class WebpLengthsText {

  private static final int REPEAT = 16;
  private static final int ZEROS = 17;
  private static final int MANY_ZEROS = 18;
  private static final int SYMBOLS = 19;
  private static final int LONGEST = 7;
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  private final List<Word> words = new ArrayList<>();

  private record Word(int symbol, int extra, int extraBits) {}

  WebpLengthsText(int[] lengths) {
    int at = 0;
    while (at < lengths.length) {
      int end = at + 1;
      while (end < lengths.length && lengths[end] == lengths[at]) {
        end++;
      }
      if (lengths[at] == 0) {
        zeros(end - at);
      } else {
        words.add(new Word(lengths[at], 0, 0));
        repeats(lengths[at], end - at - 1);
      }
      at = end;
    }
  }

  private void zeros(int run) {
    int left = run;
    while (left >= 11) {
      int taken = Math.min(left, 138);
      words.add(new Word(MANY_ZEROS, taken - 11, 7));
      left -= taken;
    }
    if (left >= 3) {
      words.add(new Word(ZEROS, left - 3, 3));
      left = 0;
    }
    plain(0, left);
  }

  private void repeats(int length, int run) {
    int left = run;
    while (left >= 3) {
      int taken = Math.min(left, 6);
      words.add(new Word(REPEAT, taken - 3, 2));
      left -= taken;
    }
    plain(length, left);
  }

  private void plain(int length, int times) {
    for (int i = 0; i < times; i++) {
      words.add(new Word(length, 0, 0));
    }
  }

  void write(WebpBits bits) throws IOException {
    int[] counts = new int[SYMBOLS];
    words.forEach(word -> counts[word.symbol()]++);
    int[] lengths = WebpCodeLengths.of(counts, LONGEST);
    int told = SYMBOLS;
    while (told > 4 && lengths[ORDER[told - 1]] == 0) {
      told--;
    }
    bits.write(told - 4, 4);
    for (int i = 0; i < told; i++) {
      bits.write(lengths[ORDER[i]], 3);
    }
    // The words are for the whole alphabet, not for a part of it.
    bits.write(0, 1);
    WebpPrefixCode code = WebpPrefixCode.ofLengths(lengths);
    for (Word word : words) {
      code.write(word.symbol(), bits);
      bits.write(word.extra(), word.extraBits());
    }
  }
}
