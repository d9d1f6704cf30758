package dev.easel.spi;

/** What is behind the subject. */
public enum Background {
  /** The model chooses by prompt. */
  AUTO,
  /** An alpha channel. Needs PNG or WebP. */
  TRANSPARENT,
  /** Filled. */
  OPAQUE
}
