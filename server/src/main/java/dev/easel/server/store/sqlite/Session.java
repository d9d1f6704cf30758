package dev.easel.server.store.sqlite;

import dev.easel.server.store.sqlite.Connections.Access;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection with its statements, each prepared once. For one thread at a time.
 *
 * <p>Transactions are begun and ended by statements of our own: the driver begins the next one
 * within its commit, and where that fails, a commit that succeeded looks like one that did not.
 */
final class Session implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Session(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  static Session open(Connections connections, Path file, Access access) throws SQLException {
    return new Session(file, connections.open(file, access));
  }

  /** The database. */
  Path file() {
    return file;
  }

  Sql sql(String text) throws SQLException {
    PreparedStatement statement = statements.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      statements.put(text, statement);
    }
    return new Sql(statement);
  }

  void begin() throws SQLException {
    sql("BEGIN IMMEDIATE").update();
  }

  void commit() throws SQLException {
    sql("COMMIT").update();
  }

  /**
   * Ends a transaction that failed.
   *
   * @throws SQLException if there is none any more, or it stays; the session is of no use then
   */
  void rollback() throws SQLException {
    // The driver closes a statement that fails, and would refuse it from then on.
    forgetStatements();
    sql("ROLLBACK").update();
  }

  private void forgetStatements() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
  }

  /** Executes a statement that is needed once. */
  void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /** What a statement that is needed once answers first. */
  String ask(String text) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(text)) {
      String answer = result.next() ? result.getString(1) : null;
      // What a statement changes is committed after its last row, and may fail there.
      while (result.next()) {}
      return answer == null ? "" : answer;
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      forgetStatements();
    }
  }
}
