package dev.easel.server.store.postgres;

/** This process among those that drive jobs. Safe for threads. */
final class Driver {
  private final String id;
  private volatile boolean leaving;

  /** With a name that no other process has, nor this one before. */
  Driver(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Whether it wants a lease: one that leaves must not take away its jobs from the others. */
  boolean isStaying() {
    return !leaving;
  }

  void leave() {
    leaving = true;
  }
}
