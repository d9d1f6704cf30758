package dev.easel.server.store.sqlite;

import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.store.StoreUnderTest;
import java.nio.file.Path;

/** A database of its own, closed and opened again by the next driver. */
final class SqliteStore implements StoreUnderTest {
  private final Path folder;
  private SqliteDatabase database;

  SqliteStore(Path folder) throws UnusableStoreException {
    this.folder = folder;
    this.database = open(folder);
  }

  private static SqliteDatabase open(Path folder) throws UnusableStoreException {
    return SqliteDatabase.open(
        folder,
        thrown -> {
          throw new AssertionError(thrown);
        });
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
  public void succeed() throws Exception {
    database.close();
    database = open(folder);
  }

  @Override
  public void close() throws Exception {
    database.close();
  }
}
