package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.cancelling;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.StaleJobException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What several processes on one database promise each other. */
@ExtendWith(SharedPostgres.class)
final class ReplicasTest {
  private static final JobId A = new JobId("A");
  private static final int MANY = 2_000;
  private static final int UNDER_WAY = 64;

  private final PostgresSettings settings;
  private Replica one;
  private Replica other;

  ReplicasTest(PostgresServer server) throws Exception {
    this.settings = server.newDatabase();
  }

  @BeforeEach
  void open() throws Exception {
    one = new Replica(settings, "one");
    other = new Replica(settings, "other");
    one.claims().heartbeat();
    other.claims().heartbeat();
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  private static Job accepted(Replica replica, String id) {
    Job job = job(id);
    replica.jobs().accept(job, FIRST, Optional.empty());
    return job;
  }

  /** A few at a time: whoever waits for his turn for too long is refused. */
  private void acceptMany() throws InterruptedException {
    Semaphore turns = new Semaphore(UNDER_WAY);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MANY; i++) {
        String id = "J" + i;
        turns.acquire();
        threads.execute(() -> {
          try {
            accepted(one, id);
          } finally {
            turns.release();
          }
        });
      }
    }
  }

  @Test
  void noJobIsClaimedByTwo() throws Exception {
    acceptMany();
    one.claims().releaseAll();
    try (Replica third = new Replica(settings, "third");
        Replica fourth = new Replica(settings, "fourth");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Claim>>> claiming =
          List.of(
              threads.submit(() -> claimAll(other)),
              threads.submit(() -> claimAll(third)),
              threads.submit(() -> claimAll(fourth)));
      List<Claim> all = new ArrayList<>();
      for (Future<List<Claim>> claims : claiming) {
        all.addAll(claims.get());
      }
      assertThat(all).extracting(claim -> claim.job().id()).doesNotHaveDuplicates().hasSize(MANY);
      assertThat(all).extracting(Claim::epoch).containsOnly(2L);
    }
  }

  /**
   * Until nothing is left, which one empty answer does not say: others may hold it for a moment.
   */
  private static List<Claim> claimAll(Replica replica) {
    List<Claim> all = new ArrayList<>();
    int empty = 0;
    while (empty < 50) {
      List<Claim> claims = replica.claims().claim(16);
      all.addAll(claims);
      empty = claims.isEmpty() ? empty + 1 : 0;
    }
    return all;
  }

  @Test
  void aDriverThatBeatsKeepsItsJobs() throws Exception {
    accepted(one, "A");
    new Inspector(settings).endLeases();
    one.claims().heartbeat();
    assertThat(other.claims().claim(10)).isEmpty();
  }

  @Test
  void whoeverLeavesHandsOverAtOnceAndABeatOnTheWayOutTakesNothingBack() {
    accepted(one, "A");
    one.claims().releaseAll();
    one.claims().heartbeat();
    assertThat(other.claims().claim(10)).hasSize(1);
  }

  @Test
  void whoeverWasThoughtDeadCannotChangeWhatAnotherHasClaimed() throws Exception {
    Job job = accepted(one, "A");
    Job running = changed(job, JobState.RUNNING, 2);
    one.jobs().commit(1, running, List.of(progress(2)));
    new Inspector(settings).endLeases();
    assertThat(other.claims().claim(10)).containsExactly(new Claim(running, 2));
    Job late = changed(running, JobState.FAILED, 3);
    assertThatThrownBy(() -> one.jobs().commit(1, late, List.of(progress(3))))
        .isInstanceOf(StaleJobException.class);
    assertThatThrownBy(() -> one.jobs().commit(1, running, List.of(progress(2))))
        .isInstanceOf(StaleJobException.class);
    assertThat(other.jobs().events(A, 0, 10)).containsExactly(FIRST, progress(2));
  }

  @Test
  void aCancelGoesThroughAnyProcess() throws Exception {
    Job job = accepted(one, "A");
    assertThat(other.claims().requestCancel(A)).isTrue();
    assertThat(other.claims().cancelsPending()).isEmpty();
    assertThat(one.claims().cancelsPending()).containsExactly(A);
    assertThatThrownBy(() -> one.jobs().commit(1, changed(job, JobState.RUNNING, 2), List.of()))
        .isInstanceOf(CancelPendingException.class);
    one.jobs().commit(1, cancelling(job, 2), List.of(progress(2)));
    assertThat(one.claims().cancelsPending()).isEmpty();
    assertThat(other.jobs().find(A)).contains(cancelling(job, 2));
  }

  @Test
  void oneOfTwoProcessesThatRaceForANameIsFresh() throws Exception {
    for (int round = 0; round < 100; round++) {
      String name = "r" + round;
      CyclicBarrier start = new CyclicBarrier(2);
      Set<Acceptance> outcomes = new HashSet<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Acceptance> first = threads.submit(() -> race(one, start, name, name + "a"));
        Future<Acceptance> second = threads.submit(() -> race(other, start, name, name + "b"));
        outcomes.add(first.get());
        outcomes.add(second.get());
      }
      assertThat(outcomes).hasSize(2).contains(new Acceptance.Fresh());
      assertThat(outcomes)
          .containsAnyOf(
              new Acceptance.Known(job(name + "a")), new Acceptance.Known(job(name + "b")));
    }
    assertThat(one.jobs().volume().jobs()).isEqualTo(100);
  }

  private static Acceptance race(Replica replica, CyclicBarrier start, String name, String id)
      throws Exception {
    start.await();
    return replica.jobs().accept(job(id), FIRST, key(name, "f"));
  }

  @Test
  void ofManyChangesThatRaceExactlyOneIsMade() throws Exception {
    Job job = accepted(one, "A");
    CyclicBarrier start = new CyclicBarrier(8);
    List<Future<Boolean>> racers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < start.getParties(); i++) {
        Job after = changed(job, JobState.RUNNING, 2 + i);
        racers.add(threads.submit(() -> commits(start, after)));
      }
    }
    assertThat(racers.stream().map(Future::resultNow).filter(made -> made)).hasSize(1);
    assertThat(one.jobs().events(A, 0, 10)).hasSize(2);
  }

  private boolean commits(CyclicBarrier start, Job after) throws Exception {
    start.await();
    try {
      one.jobs().commit(1, after, List.of(progress(after.latestSequence())));
      return true;
    } catch (StaleJobException e) {
      return false;
    }
  }

  @Test
  void whatCannotBeReadIsLeftToOthers() throws Exception {
    accepted(one, "A");
    accepted(one, "B");
    new Inspector(settings).execute("UPDATE job SET body = '{}' WHERE id = 'A'");
    one.claims().releaseAll();
    assertThat(other.claims().claim(10)).extracting(Claim::job).containsExactly(job("B"));
    assertThat(other.claims().driven()).isEqualTo(Map.of(new JobId("B"), 2L));
    assertThat(other.claims().claim(10)).isEmpty();
  }

  /** However often a driver was searched in vain: what comes to name it is found at once. */
  @Test
  void aDriverThatHadNothingIsSearchedAgainWhenThereIsSomething() {
    one.claims().releaseAll();
    for (int i = 0; i < 5; i++) {
      assertThat(other.claims().claim(10)).isEmpty();
    }
    accepted(other, "A");
    other.claims().release(A, 1);
    assertThat(other.claims().claim(10)).extracting(Claim::epoch).containsExactly(2L);
    other.claims().release(A, 2);
    assertThat(other.claims().claim(10)).extracting(Claim::epoch).containsExactly(3L);
  }

  @Test
  void aDriverThatComesBackAndIsSilentAgainIsSearchedAgain() throws Exception {
    Inspector inspector = new Inspector(settings);
    inspector.endLeases();
    for (int i = 0; i < 5; i++) {
      assertThat(other.claims().claim(10)).isEmpty();
    }
    accepted(one, "A");
    assertThat(other.claims().claim(10)).isEmpty();
    inspector.execute("UPDATE driver SET lease_until = now() WHERE id = 'one'");
    assertThat(other.claims().claim(10)).hasSize(1);
  }

  @Test
  void driversThatLeftNothingAreForgottenAndOthersAreNot() throws Exception {
    accepted(one, "A");
    Inspector inspector = new Inspector(settings);
    inspector.execute("UPDATE driver SET lease_until = now() - interval '2 days' WHERE id <> ''");
    one.jobs().expired(java.time.Instant.EPOCH, 1);
    assertThat(inspector.ask("SELECT string_agg(id, ',' ORDER BY id) FROM driver"))
        .isEqualTo(",one");
    assertThat(other.claims().claim(10)).hasSize(1);
  }
}
