package dev.easel.server.job;

/** Whether this process may still take itself for the driver of its jobs. Safe for threads. */
@FunctionalInterface
public interface Lease {
  /**
   * Whether the store heard of this process so lately that nobody has claimed its jobs. By a time
   * that never jumps, so that a process that was stopped knows; on Linux one whose whole machine
   * was suspended does not, and learns it when the store refuses its next change.
   */
  boolean held();
}
