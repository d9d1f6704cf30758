package dev.easel.server.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The one row that counts commits, from which a commit that went missing is noticed. */
final class Ledger {
  private final Session session;

  Ledger(Session session) {
    this.session = session;
  }

  /** Within a transaction: counts it. */
  Entry count() throws SQLException {
    return write(read().counted());
  }

  /** Within a transaction: counts it, and that a process began. */
  Entry begin() throws SQLException {
    return write(read().counted().begun());
  }

  /** Within a transaction: notes that the schema is meant to be as it is now. */
  void settleSchema() throws SQLException {
    Entry before = session.sql("SELECT 1 FROM ledger").any() ? read() : new Entry(0, 0, 0);
    write(new Entry(before.commits(), before.starts(), schemaChecksum()));
  }

  Entry read() throws SQLException {
    return session
        .sql("SELECT commits, starts, schema_checksum, checksum FROM ledger WHERE id = 1")
        .first(this::proven)
        .orElseThrow(() -> damaged());
  }

  /** Whether the schema is what it was when it was settled. */
  void proveSchema() throws SQLException {
    if (read().schemaChecksum() != schemaChecksum()) {
      throw new DamagedStoreException(session.file(), "sqlite_schema", "the schema");
    }
  }

  private long schemaChecksum() throws SQLException {
    Checksum checksum = new Checksum();
    session
        .sql("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
        .count(row ->
            checksum
                .add(row.getString(1))
                .add(row.getString(2))
                .add(row.getString(3))
                .add(row.getString(4)));
    return checksum.value();
  }

  private Entry write(Entry entry) throws SQLException {
    session
        .sql(
            "INSERT OR REPLACE INTO ledger (id, commits, starts, schema_checksum, checksum)"
                + " VALUES (1, ?, ?, ?, ?)")
        .with(entry.commits())
        .with(entry.starts())
        .with(entry.schemaChecksum())
        .with(entry.checksum())
        .update();
    return entry;
  }

  private Entry proven(ResultSet row) throws SQLException {
    Entry read = new Entry(row.getLong(1), row.getLong(2), row.getLong(3));
    if (read.checksum() != row.getLong(4)) {
      throw damaged();
    }
    return read;
  }

  private DamagedStoreException damaged() {
    return new DamagedStoreException(session.file(), "ledger", "the only row");
  }

  /**
   * What the row holds.
   *
   * @param commits transactions so far
   * @param starts processes so far
   */
  record Entry(long commits, long starts, long schemaChecksum) {
    Entry counted() {
      return new Entry(commits + 1, starts, schemaChecksum);
    }

    Entry begun() {
      return new Entry(commits, starts + 1, schemaChecksum);
    }

    long checksum() {
      return new Checksum().add(commits).add(starts).add(schemaChecksum).value();
    }
  }
}
