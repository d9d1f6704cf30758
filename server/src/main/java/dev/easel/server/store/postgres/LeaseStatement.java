package dev.easel.server.store.postgres;

import java.sql.SQLException;

/** The part of a statement that gives its driver a lease if it has none. */
final class LeaseStatement {
  /** Touches nothing while there is a lease: every acceptance would wait for this row. */
  static final String IF_NONE =
      """
      INSERT INTO driver (id, lease_until)
      SELECT ?, %s
      WHERE ? AND NOT EXISTS (SELECT 1 FROM driver WHERE id = ? AND lease_until > now())
      ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until\
      """
          .formatted(DriverTable.LEASE_END);

  private LeaseStatement() {}

  /** Binds {@link #IF_NONE}. */
  static void bind(Sql sql, Driver driver) throws SQLException {
    sql.with(driver.id()).with(driver.isStaying()).with(driver.id());
  }
}
