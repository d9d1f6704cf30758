package dev.easel.server.store.sqlite;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore;
import dev.easel.server.store.DocumentsUnderTest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/** A database of its own, closed and opened again by the next driver. */
final class SqliteStore implements DocumentsUnderTest {
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
  public String document(JobId id) {
    return database.read(tables -> document(tables, id));
  }

  private static String document(Tables tables, JobId id) throws SQLException {
    return tables
        .session()
        .sql("SELECT body FROM job WHERE id = ?")
        .with(id.value())
        .first(row -> row.getString(1))
        .orElseThrow();
  }

  @Override
  public void rewrite(JobId id, UnaryOperator<String> change) {
    database.write(tables -> {
      String body = change.apply(document(tables, id));
      JobRow row = tables.jobs().row(id).orElseThrow();
      long sum = Checksum.of(body);
      return tables
          .session()
          .sql("UPDATE job SET body = ?, body_checksum = ?, checksum = ? WHERE id = ?")
          .with(body)
          .with(sum)
          .with(new JobRow(row.facts(), row.control(), sum).checksum())
          .with(id.value())
          .update();
    });
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
