package dev.easel.server.store.sqlite;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobClaims;
import dev.easel.server.store.sqlite.JobTable.Waiting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Who drives the jobs of a SQLite database. It has one process at a time, each under a name of its
 * own: whatever an earlier one drove is free as soon as the next one opens the database, and no
 * lease is needed.
 */
public final class SqliteJobClaims implements JobClaims {
  private final SqliteDatabase database;
  private final String driver;

  SqliteJobClaims(SqliteDatabase database, String driver) {
    this.database = database;
    this.driver = driver;
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public List<Claim> claim(int limit) {
    // Asked every second: when there is nothing, nothing is to be flushed.
    if (database.read(tables -> tables.jobs().waiting(driver, 1)).isEmpty()) {
      return List.of();
    }
    return database.write(tables -> {
      List<Claim> claims = new ArrayList<>();
      for (Waiting waiting : tables.jobs().waiting(driver, limit)) {
        claims.add(claim(tables, waiting.row(), waiting.job()));
      }
      return claims;
    });
  }

  private Claim claim(Tables tables, JobRow row, Job job) throws SQLException {
    JobControl claimed = row.control().claimed(driver);
    tables.jobs().control(row, claimed);
    return new Claim(job, claimed.epoch());
  }

  @Override
  public Map<JobId, Long> driven() {
    return database.read(tables -> tables.jobs().driven(driver));
  }

  @Override
  public Optional<Claim> reopen(JobId id, int attempt) {
    return database.write(tables -> {
      Optional<JobRow> row =
          tables.jobs().row(id).filter(found -> found.facts().isInDoubt(attempt));
      Optional<Job> job = row.isPresent() ? tables.jobs().find(id) : Optional.empty();
      return job.isPresent()
          ? Optional.of(claim(tables, row.get(), job.get()))
          : Optional.empty();
    });
  }

  @Override
  public void release(JobId id, long epoch) {
    database.write(tables -> {
      Optional<JobRow> row =
          tables.jobs().row(id).filter(found -> found.control().epoch() == epoch);
      if (row.isPresent()) {
        tables.jobs().control(row.get(), row.get().control().released());
      }
      return row.isPresent();
    });
  }

  /** Nothing to do: who has the database open is alive. */
  @Override
  public void heartbeat() {}

  /** Nothing to do: whoever opens the database next has another name. */
  @Override
  public void releaseAll() {}

  @Override
  public boolean requestCancel(JobId id) {
    return database.write(tables -> {
      Optional<JobRow> row = tables.jobs().row(id).filter(found -> !found.facts().terminal());
      if (row.isPresent() && !row.get().control().cancelRequested()) {
        tables.jobs().control(row.get(), row.get().control().toCancel());
      }
      return row.isPresent();
    });
  }

  @Override
  public List<JobId> cancelsPending() {
    return database.read(tables -> tables.jobs().toCancel(driver));
  }

  @Override
  public Map<JobId, Long> sequences(Set<JobId> ids) {
    return database.read(tables -> {
      Map<JobId, Long> sequences = new HashMap<>();
      for (JobId id : ids) {
        OptionalLong latest = tables.jobs().latestSequence(id);
        latest.ifPresent(sequence -> sequences.put(id, sequence));
      }
      return sequences;
    });
  }
}
