package dev.easel.server.store.sqlite;

import dev.easel.server.store.sqlite.Connections.Access;
import java.io.IOException;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * Looks at what an earlier process left before anything is changed: is it ours, of a schema we
 * know, whole, and all that was acknowledged? Every row of a small store is proven now; of a large
 * one the structure is, and each row when it is read.
 */
final class Inspection {
  /** Up to here every row is proven before the start goes on. */
  private static final long SMALL = 64 << 20;

  private final StoreFiles files;
  private final Connections connections;

  Inspection(StoreFiles files, Connections connections) {
    this.files = files;
    this.connections = connections;
  }

  /**
   * Looks.
   *
   * @throws UnusableStoreException if the store must not be used as it is
   */
  void run() throws UnusableStoreException, IOException {
    OptionalLong acknowledged = CommitMark.read(files.mark());
    if (!files.exist()) {
      // SQLite would take an empty file for a new database, and throw its log away.
      if (acknowledged.orElse(0) > 0 || files.hasLog()) {
        throw damaged("it is missing or empty");
      }
      return;
    }
    try (Session session = Session.open(connections, files.database(), Access.READ)) {
      inspect(session, acknowledged.orElse(0));
    } catch (DamagedStoreException e) {
      throw damaged(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      throw judged(e);
    }
  }

  private void inspect(Session session, long acknowledged)
      throws SQLException, UnusableStoreException, IOException {
    int version = Migrations.version(session);
    if (version > Migrations.NEWEST) {
      throw new UnusableStoreException(
          ("%s has schema %d, and this version of Easel knows schemas up to %d only: start the"
                  + " newer version again")
              .formatted(files.database(), version, Migrations.NEWEST));
    }
    boolean begun = session.sql("SELECT 1 FROM sqlite_schema").any();
    if (version == 0 && !begun && acknowledged == 0) {
      return;
    }
    if (!Migrations.isOurs(session)) {
      throw damaged("it does not say that it is Easel's");
    }
    proveStructure(session);
    prove(session, version, acknowledged);
  }

  private void proveStructure(Session session)
      throws SQLException, IOException, UnusableStoreException {
    String check = isSmall() ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
    String found = session.ask(check);
    if (!found.equals("ok")) {
      throw damaged(found.replace('\n', ' '));
    }
  }

  private void prove(Session session, int version, long acknowledged)
      throws SQLException, IOException, UnusableStoreException {
    Tables tables = Tables.of(session, new UnreadableJobs());
    tables.ledger().proveSchema();
    long commits = tables.ledger().read().commits();
    if (commits < acknowledged) {
      throw damaged(
          "%d transactions were acknowledged, and it knows of %d".formatted(acknowledged, commits));
    }
    // The rows of an older schema are proven one by one, when they are read as they are by then.
    if (isSmall() && version == Migrations.NEWEST) {
      tables.jobs().prove();
      tables.events().prove();
      tables.keys().prove();
      tables.handles().prove();
    }
  }

  private boolean isSmall() throws IOException {
    return files.databaseSize() <= SMALL;
  }

  private UnusableStoreException judged(SQLException e) {
    return switch (SqlFault.of(e)) {
      case BROKEN, DEFECT -> damaged(String.valueOf(e.getMessage()));
      case NO_SPACE, PASSING ->
          new UnusableStoreException(files.database() + " cannot be opened: " + e.getMessage(), e);
    };
  }

  private UnusableStoreException damaged(String what) {
    return new UnusableStoreException(
        ("%1$s is damaged: %2$s. Nothing was changed. Put %3$s, %3$s-wal and %4$s back as they were"
                + " together; or, to begin with no jobs at all, move all three away. Jobs that were"
                + " running may have been paid for: look at the sellers' own lists")
            .formatted(
                files.database(),
                what,
                files.database().getFileName(),
                files.mark().getFileName()));
  }
}
