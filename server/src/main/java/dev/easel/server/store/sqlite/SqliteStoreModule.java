package dev.easel.server.store.sqlite;

import com.google.inject.AbstractModule;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;

/** Keeps jobs in a SQLite database. */
public final class SqliteStoreModule extends AbstractModule {
  private final SqliteDatabase database;

  /** Over an open database, which is closed elsewhere. */
  public SqliteStoreModule(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  protected void configure() {
    bind(JobStore.class).toInstance(database.jobs());
    bind(JobClaims.class).toInstance(database.claims());
  }
}
