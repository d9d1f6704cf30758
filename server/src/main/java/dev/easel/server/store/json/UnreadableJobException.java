package dev.easel.server.store.json;

/**
 * A stored job, or an event of one, cannot be read: it is damaged, or a newer Easel wrote it. The
 * message says what was found and where, and quotes no more of it than a single word.
 */
public final class UnreadableJobException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean newer;

  private UnreadableJobException(String message, boolean newer) {
    super(message);
    this.newer = newer;
  }

  static UnreadableJobException damaged(String message) {
    return new UnreadableJobException(message, false);
  }

  static UnreadableJobException newer(String message) {
    return new UnreadableJobException(message, true);
  }

  /** Whether a newer Easel wrote it, which can read it: there is nothing to repair. */
  public boolean writtenByNewerEasel() {
    return newer;
  }
}
