package dev.easel.server.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Brings a database's schema up to date, one numbered script after another; never down. */
final class Migrations {
  /** The schema that this version of Easel works with. */
  static final int NEWEST = 3;

  /** What {@code application_id} says of a database that is ours: "Easl". */
  static final int APPLICATION = 0x4561736c;

  private static final Pattern COMMENT = Pattern.compile("--.*");
  private static final Pattern END = Pattern.compile(";\\s*\\n");

  private final Session session;

  Migrations(Session session) {
    this.session = session;
  }

  /** The schema that the database has; zero if it has none. */
  static int version(Session session) throws SQLException {
    return Integer.parseInt(session.ask("PRAGMA user_version"));
  }

  static boolean isOurs(Session session) throws SQLException {
    return Integer.parseInt(session.ask("PRAGMA application_id")) == APPLICATION;
  }

  void apply() throws SQLException {
    for (int next = version(session) + 1; next <= NEWEST; next++) {
      session.begin();
      try {
        for (String statement : script(next)) {
          session.execute(statement);
        }
        session.execute("PRAGMA application_id = " + APPLICATION);
        session.execute("PRAGMA user_version = " + next);
        new Ledger(session).settleSchema();
        session.commit();
      } catch (SQLException e) {
        undo(e);
        throw e;
      }
    }
  }

  private void undo(SQLException why) {
    try {
      session.rollback();
    } catch (SQLException e) {
      // SQLite has done it by itself.
      why.addSuppressed(e);
    }
  }

  private static List<String> script(int number) {
    String name = "schema-" + number + ".sql";
    try (InputStream script = Migrations.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException(name + " is missing");
      }
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(END.split(COMMENT.matcher(text).replaceAll("")))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
