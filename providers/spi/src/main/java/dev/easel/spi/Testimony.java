package dev.easel.spi;

/** What a {@link Report} is worth. */
public sealed interface Testimony {
  /**
   * The seller itself says, and said so just now, that it has taken the attempt's work.
   *
   * @param handle how to follow the work; what became of it is asked of the seller
   */
  record Credible(Handle handle) implements Testimony {}

  /**
   * It is not proven to be the seller's, or to be of now.
   *
   * @param why for the operator; with nothing in it that was not checked
   */
  record Untrusted(String why) implements Testimony {}
}
