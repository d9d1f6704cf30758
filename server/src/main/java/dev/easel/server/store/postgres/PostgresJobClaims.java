package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.store.json.JobJson;
import dev.easel.server.store.json.UnreadableJobException;
import dev.easel.server.store.postgres.ClaimStatement.Claimed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who drives the jobs of a PostgreSQL database. */
public final class PostgresJobClaims implements JobClaims {
  private static final Logger log = LoggerFactory.getLogger(PostgresJobClaims.class);

  private final PostgresDatabase database;
  private final Driver driver;
  private final JobJson json = new JobJson();
  private final Set<JobId> unreadable = ConcurrentHashMap.newKeySet();

  PostgresJobClaims(PostgresDatabase database) {
    this.database = database;
    this.driver = database.driver();
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public List<Claim> claim(int limit) {
    return database
        .perform(
            tables -> ClaimStatement.execute(tables.jobs().session(), driver, unreadable, limit))
        .stream()
        .flatMap(claimed -> read(claimed).stream())
        .sorted(Comparator.comparing(claim -> Position.of(claim.job())))
        .toList();
  }

  /**
   * What cannot be read here is left to others, of which one may be newer; it is given up with all
   * that has this process for a driver and is not driven.
   */
  private Optional<Claim> read(Claimed claimed) {
    try {
      return Optional.of(new Claim(json.read(claimed.body()), claimed.epoch()));
    } catch (UnreadableJobException e) {
      log.error("job {} is not driven by this process: {}", claimed.id(), e.getMessage());
      unreadable.add(claimed.id());
      return Optional.empty();
    }
  }

  @Override
  public Map<JobId, Long> driven() {
    return database.perform(tables -> tables.jobs().drivenBy(driver.id()));
  }

  @Override
  public Optional<Claim> reopen(JobId id, int attempt) {
    return database.perform(tables -> tables.jobs().reopen(id, attempt, driver.id()));
  }

  @Override
  public void release(JobId id, long epoch) {
    database.perform(tables -> tables.jobs().giveUp(id, epoch));
  }

  @Override
  public void heartbeat() {
    if (driver.isStaying()) {
      database.perform(tables -> {
        tables.drivers().beat(driver.id());
        return true;
      });
    }
  }

  @Override
  public void releaseAll() {
    driver.leave();
    database.perform(tables -> {
      tables.drivers().end(driver.id());
      return true;
    });
  }

  @Override
  public boolean requestCancel(JobId id) {
    return database.perform(tables -> tables.jobs().requestCancel(id));
  }

  @Override
  public List<JobId> cancelsPending() {
    return database.perform(tables -> tables.jobs().toCancel(driver.id()));
  }

  @Override
  public Map<JobId, Long> sequences(Set<JobId> ids) {
    return database.perform(tables -> tables.jobs().sequences(ids));
  }
}
