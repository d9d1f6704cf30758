package dev.easel.server.store.postgres;

import dev.easel.server.job.JobClaims;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The processes that drive jobs and their leases, by the time of the database. A driver that its
 * jobs still name is not forgotten: only what is named here is ever claimed.
 */
final class DriverTable {
  /** The driver of what was given up. */
  static final String NOBODY = "";

  /** When the lease of a driver that is heard of now ends. */
  static final String LEASE_END = "now() + interval '" + JobClaims.LEASE_SECONDS + " s'";

  private final Session session;

  DriverTable(Session session) {
    this.session = session;
  }

  void beat(String driver) throws SQLException {
    session
        .sql(
            "INSERT INTO driver (id, lease_until) VALUES (?, "
                + LEASE_END
                + ")"
                + " ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until")
        .with(driver)
        .update();
  }

  /** Drivers without a lease, but for this one, each with the version of its row. */
  Map<String, String> withoutLease(String but) throws SQLException {
    Map<String, String> versions = new HashMap<>();
    session
        .sql("SELECT id, xmin::text FROM driver WHERE lease_until <= now() AND id <> ?")
        .with(but)
        .all(row -> versions.put(row.getString(1), row.getString(2)));
    return versions;
  }

  void end(String driver) throws SQLException {
    session
        .sql("UPDATE driver SET lease_until = now() WHERE id = ? AND lease_until > now()")
        .with(driver)
        .update();
  }

  /**
   * Forgets drivers that ended long ago and left nothing. Whoever accepts or claims a job without a
   * lease takes one in the same transaction, which lasts no day.
   */
  int deleteForgotten() throws SQLException {
    return session
        .sql(
            "DELETE FROM driver d WHERE d.lease_until < now() - interval '1 day' AND d.id <> ?"
                + " AND NOT EXISTS (SELECT 1 FROM job j"
                + " WHERE j.driver = d.id AND j.unfinished AND NOT j.hidden)")
        .with(NOBODY)
        .update();
  }
}
