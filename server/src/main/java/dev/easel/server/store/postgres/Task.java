package dev.easel.server.store.postgres;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An operation that somebody waits for. */
final class Task<T> {
  private final Operation<T> operation;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();

  Task(Operation<T> operation) {
    this.operation = operation;
  }

  /** Does it, and keeps what it returns or throws. */
  void run(KeptConnection connection) {
    try {
      outcome.complete(connection.perform(operation));
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  void fail(Throwable why) {
    outcome.completeExceptionally(why);
  }

  /** Waits to the end, whatever interrupts: the work is done anyway, and its outcome counts. */
  T await() {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException mine) {
        throw mine;
      }
      throw e;
    }
  }
}
