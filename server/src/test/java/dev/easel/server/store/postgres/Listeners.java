package dev.easel.server.store.postgres;

/** The connections on which servers hear of each other. */
public final class Listeners {
  private Listeners() {}

  /** Ends those to a database, all at once. */
  public static void kill(PostgresSettings database) {
    try {
      new Inspector(database)
          .ask(
              "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname ="
                  + " current_database() AND application_name = 'easel listener'");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
