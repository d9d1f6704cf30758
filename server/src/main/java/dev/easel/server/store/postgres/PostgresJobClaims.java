package dev.easel.server.store.postgres;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.store.json.JobJson;
import dev.easel.server.store.postgres.ClaimStatement.Claimed;
import java.sql.SQLException;
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
  private final SearchedDrivers searched;

  PostgresJobClaims(PostgresDatabase database) {
    this.database = database;
    this.driver = database.driver();
    this.unreadable = database.unreadable();
    this.searched = new SearchedDrivers(database.nanos());
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
      claimed = database.perform(tables -> claimFrom(tables, limit));
      claimed.forEach(one -> read(one).ifPresent(claims::add));
      // Those that cannot be read have filled the batch, and are not in the way any more.
    } while (!claimed.isEmpty() && claims.isEmpty());
    claims.sort(Comparator.comparing(claim -> Position.of(claim.job())));
    return List.copyOf(claims);
  }

  /** Asked every second: where there is nothing, nothing is to be written, nor much to be read. */
  private List<Claimed> claimFrom(Tables tables, int limit) throws SQLException {
    Map<String, String> versions = tables.drivers().withoutLease(driver.id());
    List<String> worthIt = searched.worthIt(versions);
    if (worthIt.isEmpty()) {
      return List.of();
    }
    List<Claimed> claimed =
        ClaimStatement.execute(tables.jobs().session(), driver, worthIt, unreadable.ids(), limit);
    if (claimed.size() < limit) {
      searched.searched(worthIt, versions);
    }
    return claimed;
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
    database.beat(tables -> {
      // One after the other with the end: what comes after that takes nothing back.
      if (driver.isStaying()) {
        tables.drivers().beat(driver.id());
      }
      return true;
    });
  }

  @Override
  public void releaseAll() {
    driver.leave();
    database.beat(tables -> {
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
