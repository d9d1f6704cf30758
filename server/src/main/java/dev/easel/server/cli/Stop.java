package dev.easel.server.cli;

/** The wish to stop: Ctrl-C, or a service manager's signal. */
public interface Stop {
  /** Whether it was uttered. */
  boolean asked();

  /** Returns when it is. */
  void await() throws InterruptedException;

  /** Until the scope is closed, the wish interrupts the calling thread. */
  Interruptible interruptMe();

  /** A time in which the wish interrupts. */
  interface Interruptible extends AutoCloseable {
    @Override
    void close();
  }
}
