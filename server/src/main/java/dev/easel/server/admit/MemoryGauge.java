package dev.easel.server.admit;

/** Tells how much of some memory is in use. Safe for threads. */
public interface MemoryGauge {
  /** The part that is in use, from 0 to 1. */
  double share();

  /** How often more was asked for than there was, since the start. */
  long refusals();
}
