package dev.easel.spi;

/** How a seller rounds the total of a request. */
public enum Rounding {
  /** Not at all. */
  NONE,
  /** Up to the next whole cent. */
  UP_TO_CENT
}
