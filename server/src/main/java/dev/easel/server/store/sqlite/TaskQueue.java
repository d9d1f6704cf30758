package dev.easel.server.store.sqlite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Operations that wait for a thread of the store. Safe for threads. */
final class TaskQueue {
  private final Standing standing;
  private final Queue<Task<?>> waiting = new ArrayDeque<>();
  private boolean ended;

  TaskQueue(Standing standing) {
    this.standing = standing;
  }

  /** Has an operation performed. */
  <T> T perform(Operation<T> operation) {
    Task<T> task = new Task<>(operation);
    add(task);
    return task.await();
  }

  private synchronized void add(Task<?> task) {
    if (ended) {
      throw standing.refusal();
    }
    waiting.add(task);
    notify();
  }

  /**
   * Waits for tasks.
   *
   * @return at least one; none when the queue was ended and all was taken
   */
  synchronized List<Task<?>> take(int most) throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    List<Task<?>> taken = new ArrayList<>(Math.min(most, waiting.size()));
    while (taken.size() < most && !waiting.isEmpty()) {
      taken.add(waiting.remove());
    }
    return taken;
  }

  /** Takes no more operations; those that wait are performed. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
