package dev.easel.server.store.postgres;

import dev.easel.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections to the primary, each of which gives up on a server that does not answer. */
final class Connections {
  /** The server gives a statement up before the client gives up the server. */
  static final Duration LONGEST_STATEMENT = Duration.ofSeconds(8);

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  /** How soon another of several hosts is asked again whether it is the primary now. */
  private static final Duration RECHECK = Duration.ofSeconds(1);

  private final DataSource source;
  private final DataSource patient;

  /** Over where they come from, set up already. */
  Connections(DataSource source) {
    this(source, source);
  }

  private Connections(DataSource source, DataSource patient) {
    this.source = source;
    this.patient = patient;
  }

  /**
   * Opens nothing yet.
   *
   * @throws UnusableDatabaseException if the URL is none
   */
  static Connections to(PostgresSettings settings) throws UnusableDatabaseException {
    return new Connections(
        source(settings, LONGEST_SILENCE),
        // Zero, which is for ever: a big table takes a migration minutes.
        source(settings, Duration.ZERO));
  }

  private static DataSource source(PostgresSettings settings, Duration longestSilence)
      throws UnusableDatabaseException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setProperty(PGProperty.APPLICATION_NAME, "easel");
      // Its details are whole rows, with what callers asked for.
      source.setProperty(PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
      source.setProperty(PGProperty.TARGET_SERVER_TYPE, "primary");
      source.setProperty(PGProperty.HOST_RECHECK_SECONDS, seconds(RECHECK));
      source.setProperty(PGProperty.CONNECT_TIMEOUT, seconds(LONGEST_CONNECT));
      source.setProperty(PGProperty.LOGIN_TIMEOUT, seconds(LONGEST_SILENCE));
      source.setProperty(PGProperty.SOCKET_TIMEOUT, seconds(longestSilence));
      source.setProperty(PGProperty.TCP_KEEP_ALIVE, "true");
      // Last: what the URL says of these, holds.
      source.setUrl(settings.url());
    } catch (IllegalArgumentException e) {
      throw new UnusableDatabaseException(
          "it is not a URL that the PostgreSQL driver understands, such as"
              + " jdbc:postgresql://host:5432/easel",
          e);
    }
    settings.user().ifPresent(source::setUser);
    settings.password().map(Secret::reveal).ifPresent(source::setPassword);
    return source;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  DataSource source() {
    return source;
  }

  /** Where connections come from that wait for an answer as long as it takes. */
  DataSource patient() {
    return patient;
  }

  Connection open() throws SQLException {
    return source.getConnection();
  }
}
