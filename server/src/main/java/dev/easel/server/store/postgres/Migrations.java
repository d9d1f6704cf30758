package dev.easel.server.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Brings a database's schema up to date; never down. One process at a time does, the others wait
 * for it.
 */
final class Migrations {
  private static final String SCRIPTS = "classpath:dev/easel/server/store/postgres";

  private static final String BEFORE_THE_FIRST = "0";

  /** "easel"; Flyway's own lock does not cover the making of its table beside tables of others. */
  private static final String TAKE_TURN = "SELECT pg_advisory_lock(x'656173656c'::bigint)";

  private final DataSource source;
  private final Flyway flyway;

  Migrations(DataSource source) {
    this.source = source;
    this.flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(source)
            .locations(SCRIPTS)
            .failOnMissingLocations(true)
            .table("easel_schema")
            // Others may have tables in it; one of a name that we need is refused as it is met.
            .baselineOnMigrate(true)
            .baselineVersion(BEFORE_THE_FIRST)
            .loggers("slf4j")
            .load();
  }

  /**
   * Applies what is missing.
   *
   * @throws UnusableDatabaseException if a newer Easel was here, a script was changed since it was
   *     applied, or the database cannot be reached
   */
  void apply() throws UnusableDatabaseException {
    // The turn ends with its connection.
    try (Connection turn = source.getConnection();
        Statement statement = turn.createStatement()) {
      statement.execute(TAKE_TURN);
      refuseNewer();
      flyway.migrate();
    } catch (FlywayException | SQLException e) {
      throw new UnusableDatabaseException(rootMessage(e), e);
    }
  }

  private void refuseNewer() throws UnusableDatabaseException {
    Optional<MigrationInfo> newer =
        Arrays.stream(flyway.info().all())
            .filter(migration -> migration.getState().isApplied())
            .filter(migration -> !migration.getState().isResolved())
            .findAny();
    if (newer.isPresent()) {
      throw new UnusableDatabaseException(
          "its schema has version %s, which a newer Easel made; start that Easel, or name another"
                  .formatted(newer.get().getVersion())
              + " database");
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
