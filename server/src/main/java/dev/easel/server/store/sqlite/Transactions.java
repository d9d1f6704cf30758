package dev.easel.server.store.sqlite;

import dev.easel.server.job.StoreUnavailableException;
import dev.easel.server.job.StoreUnavailableException.Lack;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs tasks in transactions of the one connection that may write. For one thread. */
final class Transactions {
  private final RenewedSession session;
  private final CommitMark mark;
  private final Standing standing;
  private final Checkpoints checkpoints = new Checkpoints(System::nanoTime);

  Transactions(RenewedSession session, CommitMark mark, Standing standing) {
    this.session = session;
    this.mark = mark;
    this.standing = standing;
  }

  /**
   * Runs tasks in one transaction. When this returns empty, what they changed is on the disk; else
   * nothing of it is there, unless the store is over.
   *
   * @return why it failed
   */
  Optional<RuntimeException> attempt(List<Task<?>> tasks) {
    try {
      mark.catchUp();
      mark.write(commit(tasks));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(standing.judged(e));
    } catch (SQLException | RuntimeException e) {
      RuntimeException told = standing.judged(e);
      undo();
      if (told instanceof StoreUnavailableException unavailable
          && unavailable.lack() == Lack.SPACE) {
        makeRoom();
      }
      return Optional.of(told);
    }
  }

  private long commit(List<Task<?>> tasks) throws SQLException {
    Tables tables = session.tables();
    tables.session().begin();
    for (Task<?> task : tasks) {
      task.run(tables);
    }
    long commits = tables.ledger().count().commits();
    tables.session().commit();
    return commits;
  }

  private void undo() {
    if (standing.isOver()) {
      session.abandon();
    } else {
      session.rollback();
    }
  }

  /** To be called when tasks have succeeded and nobody waits. */
  void tidy() {
    checkpoint(checkpoints::committed);
  }

  /** To be called when there was no room for a task. */
  private void makeRoom() {
    checkpoint(checkpoints::makeRoom);
  }

  /** Of a disk that is full or a file that is busy the next one takes care. */
  private void checkpoint(Checkpoint checkpoint) {
    try {
      checkpoint.on(session.tables().session());
    } catch (SQLException e) {
      standing.judged(e);
      if (standing.isOver()) {
        session.abandon();
      } else {
        session.close();
      }
    }
  }

  @FunctionalInterface
  private interface Checkpoint {
    void on(Session session) throws SQLException;
  }
}
