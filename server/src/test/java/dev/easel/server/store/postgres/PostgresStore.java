package dev.easel.server.store.postgres;

import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.store.StoreUnderTest;
import java.sql.SQLException;

/** A database of its own, as one process after another opens it. */
final class PostgresStore implements StoreUnderTest {
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
