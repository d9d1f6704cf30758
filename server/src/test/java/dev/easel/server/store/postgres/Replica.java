package dev.easel.server.store.postgres;

import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;

/** One of several processes that share a database. */
final class Replica implements AutoCloseable {
  private final RealTime time = new RealTime();
  private final PostgresDatabase database;
  private final PostgresJobStore jobs;
  private final PostgresJobClaims claims;

  Replica(PostgresSettings settings, String driver) throws UnusableDatabaseException {
    this(settings, Connections.to(settings), driver);
  }

  Replica(PostgresSettings settings, Connections connections, String driver)
      throws UnusableDatabaseException {
    this.database = PostgresDatabase.open(settings, connections, driver, time.clockwork());
    this.jobs = database.jobs();
    this.claims = database.claims();
  }

  PostgresDatabase database() {
    return database;
  }

  JobStore jobs() {
    return jobs;
  }

  JobClaims claims() {
    return claims;
  }

  @Override
  public void close() {
    database.close();
    time.close();
  }
}
