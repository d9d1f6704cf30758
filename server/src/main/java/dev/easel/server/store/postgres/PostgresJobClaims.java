package dev.easel.server.store.postgres;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.store.json.JobJson;
import dev.easel.server.store.postgres.ClaimStatement.Claimed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who drives the jobs of a PostgreSQL database. */
public final class PostgresJobClaims implements JobClaims {
  private final PostgresDatabase database;
  private final Driver driver;
  private final JobJson json = new JobJson();
  private final UnreadableJobs unreadable;

  PostgresJobClaims(PostgresDatabase database) {
    this.database = database;
    this.driver = database.driver();
    this.unreadable = database.unreadable();
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public List<Claim> claim(int limit) {
    List<Claim> claims = new ArrayList<>();
    List<Claimed> claimed;
    do {
      int wanted = limit - claims.size();
      claimed =
          database.perform(tables ->
              ClaimStatement.execute(tables.jobs().session(), driver, unreadable.ids(), wanted));
      claimed.forEach(one -> read(one).ifPresent(claims::add));
      // Those that cannot be read have filled the batch, and are not in the way any more.
    } while (!claimed.isEmpty() && claims.isEmpty());
    claims.sort(Comparator.comparing(claim -> Position.of(claim.job())));
    return List.copyOf(claims);
  }

  /** What cannot be read here is given up at once: another process may be newer. */
  private Optional<Claim> read(Claimed claimed) {
    Optional<Job> job = unreadable.passOver(claimed.id(), claimed.body(), json::read);
    if (job.isEmpty()) {
      release(claimed.id(), claimed.epoch());
    }
    return job.map(readable -> new Claim(readable, claimed.epoch()));
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
