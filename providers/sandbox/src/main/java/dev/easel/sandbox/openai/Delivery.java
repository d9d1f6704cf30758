package dev.easel.sandbox.openai;

import java.util.Optional;

/**
 * What an answer is to be like, where sellers differ.
 *
 * @param model as the request names it: with a provider's prefix, or a deployment
 * @param links what links to images begin with; nothing if images come as base64
 */
record Delivery(String model, Optional<String> links) {

  /** Images as base64. */
  static Delivery ofBytes(String model) {
    return new Delivery(model, Optional.empty());
  }

  boolean linked() {
    return links.isPresent();
  }
}
