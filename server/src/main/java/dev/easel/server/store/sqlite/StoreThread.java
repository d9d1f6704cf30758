package dev.easel.server.store.sqlite;

/** A platform thread of the store, with the session that is its own. */
final class StoreThread {
  private final Thread thread;

  private StoreThread(Thread thread) {
    this.thread = thread;
  }

  static StoreThread start(String name, Work work, RenewedSession session) {
    return new StoreThread(
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .start(() -> {
              try (session) {
                work.run();
              } catch (InterruptedException e) {
                // Nobody interrupts it but to end it.
                Thread.currentThread().interrupt();
              }
            }));
  }

  /** Waits to its end, whatever interrupts: its session must be closed. */
  void join() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a thread does to its end. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }
}
