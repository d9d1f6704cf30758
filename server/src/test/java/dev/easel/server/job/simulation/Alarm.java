package dev.easel.server.job.simulation;

/** Something that is done at a time. */
final class Alarm implements Comparable<Alarm> {
  final Host host;
  private long due;
  private final long serial;
  private final Runnable action;
  private boolean cancelled;

  Alarm(Host host, long due, long serial, Runnable action) {
    this.host = host;
    this.due = due;
    this.serial = serial;
    this.action = action;
  }

  /** Not before its host is no longer held. */
  void postpone() {
    due = host.heldUntil();
  }

  long due() {
    return due;
  }

  boolean cancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  void ring() {
    action.run();
  }

  @Override
  public int compareTo(Alarm other) {
    int byTime = Long.compare(due, other.due);
    return byTime != 0 ? byTime : Long.compare(serial, other.serial);
  }
}
