package dev.easel.server.store.postgres;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** What comes of work that somebody waits for. */
final class Outcome<T> {
  private final CompletableFuture<T> future = new CompletableFuture<>();

  /** Does the work, and keeps what it returns or throws. */
  @SuppressWarnings("CatchingUnchecked")
  void completeWith(Supplier<T> work) {
    try {
      future.complete(work.get());
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  void fail(Throwable why) {
    future.completeExceptionally(why);
  }

  /** Waits to the end, whatever interrupts: the work is done anyway, and its outcome counts. */
  T await() {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException mine) {
        throw mine;
      }
      throw e;
    }
  }
}
