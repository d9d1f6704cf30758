package dev.easel.server.cost;

/**
 * How long a prompt is, for sellers that count words.
 *
 * @param words runs without white space
 * @param codePointsInLongWords code points of runs too long to be one word of a language that
 *     spaces its words: a token each is the most that they can be
 */
record PromptLength(long words, long codePointsInLongWords) {
  private static final int LONGEST_WORD = 24;

  static PromptLength of(String prompt) {
    long words = 0;
    long inLongWords = 0;
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
      i += Character.charCount(codePoint);
    }
    return new PromptLength(words, inLongWords);
  }
}
