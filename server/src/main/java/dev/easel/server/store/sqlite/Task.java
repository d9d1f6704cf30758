package dev.easel.server.store.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation that somebody waits for. */
final class Task<T> {
  private final Operation<T> operation;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private @Nullable T result;

  Task(Operation<T> operation) {
    this.operation = operation;
  }

  void run(Tables tables) throws SQLException {
    result = operation.on(tables);
  }

  /** Lets the caller have what came of the last run. */
  void succeed() {
    outcome.complete(result);
  }

  void fail(RuntimeException why) {
    outcome.completeExceptionally(why);
  }

  /** Fails a task that has no answer yet. */
  void failIfOpen(Supplier<? extends RuntimeException> why) {
    if (!outcome.isDone()) {
      fail(why.get());
    }
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
