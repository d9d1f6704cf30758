package dev.easel.server.store.postgres;

import dev.easel.server.job.Clockwork;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * A database of jobs, which many processes may have open. It comes back by itself when its server
 * does. Safe for threads, virtual ones too.
 */
public final class PostgresDatabase implements AutoCloseable {
  private final Workers workers;
  private final Workers pulse;
  private final Driver driver;
  private final UnreadableJobs unreadable = new UnreadableJobs();
  private final Notifier notifier;
  private final Listener listener;

  private final Clockwork clockwork;

  private PostgresDatabase(
      PostgresSettings settings, Connections connections, String driver, Clockwork clockwork) {
    this.clockwork = clockwork;
    this.workers = new Workers(settings.connections(), connections, unreadable, clockwork.nanos());
    this.pulse = new Workers(1, connections, unreadable, clockwork.nanos());
    this.driver = new Driver(driver);
    this.notifier = new Notifier(connections, clockwork.timer());
    this.listener = new Listener(connections, notifier, clockwork.sleeper());
  }

  /**
   * Opens a database, whose schema is brought up to date.
   *
   * @param driver a name for this process that no other process has, nor this one before
   * @throws UnusableDatabaseException if it cannot or must not be used
   */
  public static PostgresDatabase open(PostgresSettings settings, String driver, Clockwork clockwork)
      throws UnusableDatabaseException {
    return open(settings, Connections.to(settings), driver, clockwork);
  }

  static PostgresDatabase open(
      PostgresSettings settings, Connections connections, String driver, Clockwork clockwork)
      throws UnusableDatabaseException {
    new Durability(connections).check();
    new Migrations(connections.patient()).apply();
    return new PostgresDatabase(settings, connections, driver, clockwork);
  }

  /** The jobs. */
  public PostgresJobStore jobs() {
    return new PostgresJobStore(this);
  }

  /** Who drives them, as this process sees it. */
  public PostgresJobClaims claims() {
    return new PostgresJobClaims(this);
  }

  /**
   * Begins to tell when another process may have changed something. Only a hint: while the database
   * is away nothing is told, and then that much may have changed.
   *
   * @param hint returns at once
   */
  public void listen(Runnable hint) {
    listener.start(hint);
  }

  Driver driver() {
    return driver;
  }

  /** Time that never jumps, in nanoseconds. */
  LongSupplier nanos() {
    return clockwork.nanos();
  }

  /** The time as this process has it. */
  Instant now() {
    return clockwork.now();
  }

  /** The jobs that this process cannot read. */
  UnreadableJobs unreadable() {
    return unreadable;
  }

  /** Something was changed that other processes may wait for. */
  void changed() {
    notifier.changed();
  }

  /** Performs an operation; what it changed is durable when this returns. */
  <T> T perform(Operation<T> operation) {
    return workers.perform(operation);
  }

  /** Performs an operation by which this process keeps its lease, in a queue without others. */
  <T> T beat(Operation<T> operation) {
    return pulse.perform(operation);
  }

  /** Performs what was asked for, and closes the connections. */
  @Override
  public void close() {
    listener.close();
    workers.close();
    pulse.close();
    notifier.close();
  }
}
