package dev.easel.server.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;

/** Makes a database ready to be worked on by a process that begins. */
final class Opening {
  private final StoreFiles files;
  private final RenewedSession session;

  /** Over the session that will write. */
  Opening(StoreFiles files, RenewedSession session) {
    this.files = files;
    this.session = session;
  }

  /**
   * Brings the schema up to date and counts the process.
   *
   * @return the process's number
   */
  long begin(CommitMark mark) throws IOException, SQLException, UnusableStoreException {
    Session writing = session.tables().session();
    String mode = writing.ask("PRAGMA journal_mode = WAL");
    if (!mode.equals("wal")) {
      throw new UnusableStoreException(
          files.database()
              + " lies on a file system without shared memory, such as a network's;"
              + " name a folder on a disk of this machine with --data");
    }
    new Migrations(writing).apply();
    writing.begin();
    Ledger.Entry entry = session.tables().ledger().begin();
    writing.commit();
    mark.write(entry.commits());
    return entry.starts();
  }
}
