package dev.easel.spi;

/** What a seller knows of an attempt whose outcome is in doubt. */
public sealed interface Reconciliation {
  /**
   * The seller has taken it.
   *
   * @param handle how to follow it
   */
  record Found(Handle handle) implements Reconciliation {}

  /** The seller has not taken it and will not. */
  record Absent() implements Reconciliation {}

  /** The seller could not be asked now, or does not know yet. */
  record CannotTell() implements Reconciliation {}

  /** The seller keeps nothing by which an attempt could be found, now or later. */
  record Untraceable() implements Reconciliation {}
}
