package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.job.Clockwork;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.JobStore.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A replica whose clock is days ahead buys nothing again for it. */
@ExtendWith(SharedPostgres.class)
final class WrongClockTest {
  private static final Duration AHEAD = Duration.ofDays(4);

  private final PostgresSettings settings;
  private final RealTime time = new RealTime();
  private Replica right;
  private PostgresDatabase wrong;

  WrongClockTest(PostgresServer server) throws Exception {
    this.settings = server.newDatabase();
  }

  @BeforeEach
  void open() throws Exception {
    right = new Replica(settings, "right");
    Clockwork real = time.clockwork();
    wrong =
        PostgresDatabase.open(
            settings,
            "wrong",
            new Clockwork(
                () -> real.now().plus(AHEAD), real.nanos(), real.timer(), real.sleeper()));
  }

  @AfterEach
  void close() {
    wrong.close();
    right.close();
    time.close();
  }

  private static Optional<IdempotencyKey> key(Instant created) {
    return Optional.of(
        new IdempotencyKey(Caller.LOCAL, "r", "f", created.plus(Duration.ofDays(3))));
  }

  @Test
  void aNameThatIsOverOnlyByAWrongClockIsTaken() throws Exception {
    Instant now = time.clockwork().now().truncatedTo(ChronoUnit.MILLIS);
    Job job = job("A", Caller.LOCAL, now, Map.of());
    right.jobs().accept(job, FIRST, key(now));
    Job over = succeeded(job, 2, 100);
    right.jobs().commit(1, over, List.of());
    Instant later = now.plus(AHEAD);
    JobStore jobs = wrong.jobs();
    assertThat(jobs.accept(job("B", Caller.LOCAL, later, Map.of()), FIRST, key(later)))
        .isEqualTo(new Acceptance.Known(over));
    assertThat(jobs.claimed(key(later).orElseThrow(), later)).contains(new Acceptance.Known(over));
    assertThat(jobs.named(Caller.LOCAL, "r", later)).contains(over);
  }

  @Test
  void theStoreTellsTheTimeOfTheDatabase() {
    assertThat(wrong.jobs().time().orElseThrow())
        .isCloseTo(time.clockwork().now(), within(30, ChronoUnit.SECONDS));
  }
}
