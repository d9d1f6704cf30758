package dev.easel.spi;

import java.util.Optional;

/**
 * What a seller says of an image beyond its bytes. Type and size are read from the bytes.
 *
 * @param quality the quality used
 * @param background the background used
 * @param revisedPrompt the prompt used, if the seller rewrote ours
 */
public record ImageFacts(
    Optional<Quality> quality, Optional<Background> background, Optional<String> revisedPrompt) {
  /** For a seller that says nothing. */
  public static ImageFacts none() {
    return new ImageFacts(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
