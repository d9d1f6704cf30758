package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.inDoubt;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobClaims.Claim;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody holds a snapshot, so that nothing that jobs leave behind can be cleared away, while
 * processes come, drive jobs and go, and another claims what they leave. R-41: with {@code
 * -Deasel.snapshot=300} for so many seconds, and then it is measured how long claims take.
 */
@ExtendWith(SharedPostgres.class)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class HeldSnapshotTest {
  private static final int HELD = Integer.getInteger("easel.snapshot", 0);
  private static final boolean MEASURED = HELD > 0;
  private static final Duration WINDOW = Duration.ofSeconds(MEASURED ? 20 : 1);

  private static final int JOBS_PER_SECOND = 200;
  private static final int UNDER_WAY = 128;

  /** A process lives for so many jobs. Of the last ones it leaves each tenth unfinished. */
  private static final int LIFE = JOBS_PER_SECOND * (MEASURED ? 10 : 1);

  private static final int LEFT_OF = LIFE / 5;
  private static final int LEFT = 10;

  private static final Duration BETWEEN_CLAIMS = Duration.ofMillis(100);

  private final PostgresSettings settings;
  private final Inspector inspector;
  private final AtomicInteger brought = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final List<Long> claimNanos = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Future<?>> driven = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean over;
  private volatile boolean allBrought;

  HeldSnapshotTest(PostgresServer server) throws Exception {
    this.settings = server.newDatabase();
    this.inspector = new Inspector(settings);
  }

  @Test
  void everyJobEndsAndClaimsStayFast() throws Exception {
    try (threads;
        Replica other = new Replica(settings, "other");
        Connection reader = Connections.to(settings).open()) {
      Future<?> bringing = threads.submit(this::bringJobs);
      Future<?> claiming = threads.submit(() -> claimJobs(other));
      measure("warming", WINDOW);
      double before = measure("before", WINDOW.multipliedBy(2));
      hold(reader);
      double worst = 0;
      for (int i = 1; i * WINDOW.toSeconds() <= Math.max(HELD, 3); i++) {
        worst = Math.max(worst, measure("held " + i * WINDOW.toSeconds() + " s", WINDOW));
      }
      reader.rollback();
      double after = measure("let go", WINDOW);
      over = true;
      bringing.get();
      allBrought = true;
      for (Future<?> each : driven) {
        each.get();
      }
      claiming.get();
      assertThat(ended).hasValue(brought.get());
      assertThat(inspector.ask("SELECT count(*) FROM job WHERE unfinished")).isEqualTo("0");
      if (MEASURED) {
        assertThat(worst).isLessThanOrEqualTo(3 * before);
        assertThat(after).isLessThanOrEqualTo(3 * before);
      }
    }
  }

  private static void hold(Connection reader) throws Exception {
    reader.setAutoCommit(false);
    reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = reader.createStatement()) {
      statement.execute("SELECT count(*) FROM job");
    }
  }

  private Void bringJobs() throws Exception {
    long begun = System.nanoTime();
    for (int life = 0; !over; life++) {
      String name = "driver " + life;
      try (Replica driver = new Replica(settings, name)) {
        for (int i = 0; i < LIFE; i++) {
          if (i % LEFT_OF == 0) {
            driver.claims().heartbeat();
          }
          boolean left = i >= LIFE - LEFT_OF && i % LEFT == 0;
          int number = brought.getAndIncrement();
          room.acquire();
          driven.add(threads.submit(() -> bring(driver, number, left)));
          long due = begun + number * (TimeUnit.SECONDS.toNanos(1) / JOBS_PER_SECOND);
          Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
        room.acquire(UNDER_WAY);
        room.release(UNDER_WAY);
      }
      // As a lease later.
      inspector.execute("UPDATE driver SET lease_until = now() WHERE id = '" + name + "'");
    }
    return null;
  }

  private Void bring(Replica driver, int number, boolean left) throws Exception {
    try {
      Job job = job("%026d".formatted(number));
      driver.jobs().accept(job, FIRST, key(job.id().value(), "f"));
      if (!left) {
        drive(driver, new Claim(job, 1));
      }
    } finally {
      room.release();
    }
    return null;
  }

  private Void drive(Replica replica, Claim claim) throws Exception {
    Job job = inDoubt(claim.job(), 2);
    replica.jobs().commit(claim.epoch(), job, List.of(progress(2)));
    for (int i = 3; i < 6; i++) {
      job = changed(job, JobState.RUNNING, i);
      replica.jobs().commit(claim.epoch(), job, List.of(progress(i)));
    }
    replica.jobs().commit(claim.epoch(), changed(job, JobState.FAILED, 6), List.of(progress(6)));
    ended.incrementAndGet();
    return null;
  }

  private Void claimJobs(Replica other) throws Exception {
    while (!allBrought || ended.get() < brought.get()) {
      other.claims().heartbeat();
      long begun = System.nanoTime();
      List<Claim> claims = other.claims().claim(50);
      claimNanos.add(System.nanoTime() - begun);
      driveAll(other, claims);
      Thread.sleep(BETWEEN_CLAIMS);
    }
    return null;
  }

  private void driveAll(Replica other, List<Claim> claims)
      throws InterruptedException, ExecutionException {
    List<Future<?>> taken = new ArrayList<>();
    claims.forEach(claim -> taken.add(threads.submit(() -> drive(other, claim))));
    for (Future<?> each : taken) {
      each.get();
    }
  }

  /** Waits, and says how long claims took in the meantime: the 99th percentile. */
  private double measure(String when, Duration time) throws Exception {
    claimNanos.clear();
    int before = ended.get();
    Thread.sleep(time);
    while (claimNanos.isEmpty()) {
      // One claim may take longer on a slow machine.
      Thread.sleep(BETWEEN_CLAIMS);
    }
    List<Long> sorted = List.copyOf(claimNanos).stream().sorted().toList();
    double p99 = sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1) / 1e6;
    System.out.printf(
        "%-12s %4d claims, p50 %6.1f ms, p99 %6.1f ms; %3d jobs/s; %s%n",
        when,
        sorted.size(),
        sorted.get(sorted.size() / 2) / 1e6,
        p99,
        (ended.get() - before) / time.toSeconds(),
        inspector.ask(
            "SELECT format('table %s, %s dead, index %s', pg_size_pretty(pg_table_size('job')),"
                + " n_dead_tup, pg_size_pretty(pg_relation_size('job_unfinished')))"
                + " FROM pg_stat_user_tables WHERE relname = 'job'"));
    return p99;
  }
}
