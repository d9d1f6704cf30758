package dev.easel.server.store.postgres;

import com.google.inject.AbstractModule;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;

/** Keeps jobs in a PostgreSQL database. */
public final class PostgresStoreModule extends AbstractModule {
  private final PostgresDatabase database;

  /** Over an open database, which is closed elsewhere. */
  public PostgresStoreModule(PostgresDatabase database) {
    this.database = database;
  }

  @Override
  protected void configure() {
    bind(JobStore.class).toInstance(database.jobs());
    bind(JobClaims.class).toInstance(database.claims());
  }
}
