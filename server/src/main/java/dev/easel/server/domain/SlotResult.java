package dev.easel.server.domain;

import dev.easel.spi.ImageFacts;

/** What became of one slot of a job's result. */
public sealed interface SlotResult {
  /** Position among the images asked for, from zero. */
  int slot();

  /**
   * The image.
   *
   * @param slot position
   * @param blob its bytes
   * @param facts what the seller says of it
   */
  record Filled(int slot, Blob blob, ImageFacts facts) implements SlotResult {}

  /**
   * No image.
   *
   * @param slot position
   * @param failure why
   */
  record Missing(int slot, Failure failure) implements SlotResult {}
}
