package dev.easel.server.store.sqlite;

import java.util.List;
import java.util.Optional;

/**
 * The one thread that changes the database. Whoever waits while it is at work goes into its next
 * transaction, all of them together, so that they share one flush of the disk. A native call would
 * hold a virtual thread's carrier, so this is a platform thread.
 */
final class Writer {
  private static final int LARGEST_BATCH = 256;

  private final TaskQueue queue;
  private final Standing standing;
  private final Transactions transactions;

  Writer(TaskQueue queue, Standing standing, Transactions transactions) {
    this.queue = queue;
    this.standing = standing;
    this.transactions = transactions;
  }

  /** Works until the queue has ended. */
  void work() throws InterruptedException {
    for (List<Task<?>> batch = queue.take(LARGEST_BATCH);
        !batch.isEmpty();
        batch = queue.take(LARGEST_BATCH)) {
      try {
        commit(batch);
      } catch (Throwable e) {
        // Callers wait for this thread, and would for ever.
        standing.fail(e);
      } finally {
        batch.forEach(task -> task.failIfOpen(standing::refusal));
      }
    }
  }

  /** All in one transaction; if one of them stands in the others' way, each in its own. */
  private void commit(List<Task<?>> batch) {
    if (standing.isOver()) {
      return;
    }
    Optional<RuntimeException> failure = transactions.attempt(batch);
    if (failure.isEmpty()) {
      batch.forEach(Task::succeed);
      transactions.tidy();
    } else if (batch.size() == 1) {
      batch.getFirst().fail(failure.get());
    } else {
      batch.forEach(task -> commit(List.of(task)));
    }
  }
}
