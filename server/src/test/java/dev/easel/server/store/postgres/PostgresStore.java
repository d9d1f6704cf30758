package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.store.DocumentsUnderTest;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/** A database of its own, as one process after another opens it. */
final class PostgresStore implements DocumentsUnderTest {
  private final RealTime time = new RealTime();
  private final PostgresSettings settings;
  private int drivers;
  private PostgresDatabase database;

  PostgresStore(PostgresServer server) throws SQLException, UnusableDatabaseException {
    this.settings = server.newDatabase();
    this.database = open();
  }

  private PostgresDatabase open() throws UnusableDatabaseException {
    return PostgresDatabase.open(settings, "driver " + ++drivers, time.clockwork());
  }

  @Override
  public JobStore jobs() {
    return database.jobs();
  }

  @Override
  public JobClaims claims() {
    return database.claims();
  }

  @Override
  public String document(JobId id) {
    return database.perform(tables ->
        tables
            .jobs()
            .session()
            .sql("SELECT body FROM job WHERE id = ?")
            .with(id.value())
            .first(row -> row.getString(1))
            .orElseThrow());
  }

  @Override
  public void rewrite(JobId id, UnaryOperator<String> change) {
    String body = change.apply(document(id));
    database.perform(tables ->
        tables
            .jobs()
            .session()
            .sql("UPDATE job SET body = ? WHERE id = ?")
            .with(body)
            .with(id.value())
            .update());
  }

  /** As the next one begins a lease later. */
  @Override
  public void succeed() throws Exception {
    database.close();
    new Inspector(settings).endLeases();
    database = open();
  }

  @Override
  public void close() {
    database.close();
    time.close();
  }
}
