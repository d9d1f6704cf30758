package dev.easel.spi;

/** How many tokens a prompt is. */
public sealed interface PromptTokens {
  /** The seller does not say. */
  record Untold() implements PromptTokens {}

  /**
   * The seller counts words.
   *
   * @param tokens how many a word is
   */
  record PerWord(int tokens) implements PromptTokens {}

  /**
   * The seller counts with a tokenizer of bytes, so that a prompt is at most as many tokens as it
   * has bytes in UTF-8.
   *
   * @param bytesPerToken most bytes that a token has on average; an assumption
   * @param frame most tokens that the seller puts around a prompt; an assumption
   */
  record PerByte(int bytesPerToken, int frame) implements PromptTokens {}
}
