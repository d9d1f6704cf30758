package dev.easel.spi;

/** Place in a seller's queue, where it has lanes. */
public enum Priority {
  /** The usual lane. */
  NORMAL,
  /** Behind others. */
  LOW
}
