package dev.easel.server.domain;

/** What travels with a result besides its blob. */
public enum Delivery {
  /** Nothing. */
  BLOB,
  /** The bytes too, while the message stays small. */
  INLINE,
  /** A link too, made anew for every answer. */
  URL
}
