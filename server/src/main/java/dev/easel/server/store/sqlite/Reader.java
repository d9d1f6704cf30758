package dev.easel.server.store.sqlite;

import java.sql.SQLException;
import java.util.List;

/** One of the threads that read the database, each over a connection that cannot write. */
final class Reader {
  private final TaskQueue queue;
  private final Standing standing;
  private final RenewedSession session;

  Reader(TaskQueue queue, Standing standing, RenewedSession session) {
    this.queue = queue;
    this.standing = standing;
    this.session = session;
  }

  /** Works until the queue has ended. */
  void work() throws InterruptedException {
    for (List<Task<?>> next = queue.take(1); !next.isEmpty(); next = queue.take(1)) {
      Task<?> task = next.getFirst();
      try {
        read(task);
      } catch (Throwable e) {
        standing.fail(e);
      } finally {
        task.failIfOpen(standing::refusal);
      }
    }
  }

  private void read(Task<?> task) {
    if (standing.isOver()) {
      return;
    }
    try {
      task.run(session.tables());
      task.succeed();
    } catch (SQLException e) {
      session.close();
      task.fail(standing.judged(e));
    } catch (RuntimeException e) {
      task.fail(e);
    }
  }
}
