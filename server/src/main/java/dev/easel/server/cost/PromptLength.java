package dev.easel.server.cost;

import dev.easel.spi.TokenRange;

/**
 * How long a prompt is.
 *
 * @param words runs without white space
 * @param codePointsInLongWords code points of runs too long to be one word of a language that
 *     spaces its words: a token each is the most that they can be
 * @param bytes in UTF-8
 */
record PromptLength(long words, long codePointsInLongWords, long bytes) {
  private static final int LONGEST_WORD = 24;

  static PromptLength of(String prompt) {
    long words = 0;
    long inLongWords = 0;
    long bytes = 0;
    int run = 0;
    for (int i = 0; i <= prompt.length(); ) {
      int codePoint = i < prompt.length() ? prompt.codePointAt(i) : ' ';
      if (!Character.isWhitespace(codePoint)) {
        run++;
      } else if (run > 0) {
        words++;
        inLongWords += run > LONGEST_WORD ? run : 0;
        run = 0;
      }
      bytes += i < prompt.length() ? utf8(codePoint) : 0;
      i += Character.charCount(codePoint);
    }
    return new PromptLength(words, inLongWords, bytes);
  }

  /** The tokens where a seller says how many a word is. */
  TokenRange byWord(int each) {
    long fewest = words * each;
    return new TokenRange(fewest, Math.max(fewest, codePointsInLongWords));
  }

  /** The tokens where a seller counts with a tokenizer of bytes. */
  TokenRange byByte(int bytesPerToken, int frame) {
    return new TokenRange(Math.ceilDiv(bytes, bytesPerToken), bytes + frame);
  }

  private static int utf8(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
