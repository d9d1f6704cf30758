package dev.easel.spi;

/** Strictness of a seller's content filter. */
public enum Moderation {
  /** Standard. */
  AUTO,
  /** Less restrictive. */
  LOW
}
