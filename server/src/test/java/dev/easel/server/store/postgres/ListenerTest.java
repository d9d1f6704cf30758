package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How one process hears of another. */
@ExtendWith(SharedPostgres.class)
final class ListenerTest {
  private static final long PATIENCE = 20;

  /** Of the one who hints. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final PostgresSettings settings;
  private final Semaphore hints = new Semaphore(0);
  private Replica writer;
  private Replica reader;

  ListenerTest(PostgresServer server) throws Exception {
    this.settings = server.newDatabase();
  }

  @BeforeEach
  void open() throws Exception {
    writer = new Replica(settings, "writer");
    reader = new Replica(settings, "reader");
    reader.database().listen(hints::release);
    // That it listens is a hint: something may have changed before.
    assertThat(hints.tryAcquire(PATIENCE, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void close() {
    writer.close();
    reader.close();
  }

  @Test
  void aChangeElsewhereIsHinted() throws Exception {
    writer.jobs().accept(job("A"), FIRST, Optional.empty());
    assertThat(hints.tryAcquire(PATIENCE, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aChangeOfItsOwnIsNot() throws Exception {
    reader.jobs().accept(job("A"), FIRST, Optional.empty());
    assertThat(hints.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void manyChangesAreFewHints() throws Exception {
    long begun = System.nanoTime();
    for (int i = 0; i < 300; i++) {
      writer.jobs().accept(job("J" + i), FIRST, Optional.empty());
    }
    assertThat(hints.tryAcquire(PATIENCE, TimeUnit.SECONDS)).isTrue();
    long pauses = Duration.ofNanos(System.nanoTime() - begun).dividedBy(PAUSE);
    assertThat(hints.drainPermits()).isLessThanOrEqualTo(Math.toIntExact(pauses) + 2);
  }

  @Test
  void aLostListenerComesBackAndTakesItThatSomethingHasChanged() throws Exception {
    for (int round = 0; round < 3; round++) {
      new Inspector(settings)
          .ask(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE datname = current_database() AND application_name = 'easel listener'");
      assertThat(hints.tryAcquire(PATIENCE, TimeUnit.SECONDS)).isTrue();
      writer.jobs().accept(job("J" + round), FIRST, Optional.empty());
      assertThat(hints.tryAcquire(PATIENCE, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(100);
      hints.drainPermits();
    }
  }
}
