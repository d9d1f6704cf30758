package dev.easel.server.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs tasks in transactions of the one connection that may write. For one thread. */
final class Transactions {
  private final RenewedSession session;
  private final CommitMark mark;
  private final Standing standing;
  private final Checkpoints checkpoints = new Checkpoints();

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
      mark.write(commit(tasks));
      return Optional.empty();
    } catch (IOException e) {
      standing.fail(e);
      return Optional.of(standing.refusal());
    } catch (SQLException | RuntimeException e) {
      RuntimeException told = standing.judged(e);
      session.rollback();
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

  /** To be called when nobody waits: so many tasks have succeeded since. */
  void tidy(int tasks) {
    try {
      checkpoints.committed(session.tables(), tasks);
    } catch (SQLException e) {
      standing.judged(e);
      session.close();
    }
  }
}
