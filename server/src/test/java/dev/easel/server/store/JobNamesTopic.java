package dev.easel.server.store;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.JobStore.IdempotencyKey;
import dev.easel.server.job.JobStore.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of the names that callers give their requests. */
abstract class JobNamesTopic extends JobStoreTopic {
  JobNamesTopic(Callable<StoreUnderTest> opening) {
    super(opening);
  }

  @Test
  void theSameRequestUnderTheSameNameIsTheSameJob() {
    assertThat(store.accept(job("A"), FIRST, key("r", "f"))).isEqualTo(new Acceptance.Fresh());
    assertThat(store.accept(job("B"), FIRST, key("r", "f")))
        .isEqualTo(new Acceptance.Known(job("A")));
    assertThat(store.find(new JobId("B"))).isEmpty();
  }

  @Test
  void anotherRequestUnderTheSameNameConflicts() {
    store.accept(job("A"), FIRST, key("r", "f"));
    assertThat(store.accept(job("B"), FIRST, key("r", "other")))
        .isEqualTo(new Acceptance.Conflict(new JobId("A")));
  }

  @Test
  void theSameNameOfAnotherCallerIsAnother() {
    store.accept(job("A"), FIRST, key("r", "f"));
    Caller other = new Caller("other");
    assertThat(
            store.accept(
                job("B", other, NOW, Map.of()),
                FIRST,
                Optional.of(new IdempotencyKey(other, "r", "g", EXPIRY))))
        .isEqualTo(new Acceptance.Fresh());
    assertThat(store.named(Caller.LOCAL, "r", NOW)).contains(job("A"));
  }

  @Test
  void aNameStaysTakenAfterItsJobWasDeletedAndIsFreeAfterItsExpiry() {
    store.accept(job("A"), FIRST, key("r", "f"));
    store.delete(new JobId("A"));
    assertThat(store.accept(job("B"), FIRST, key("r", "f")))
        .isEqualTo(new Acceptance.Deleted(new JobId("A")));
    Job late = job("C", Caller.LOCAL, EXPIRY, Map.of());
    assertThat(store.accept(late, FIRST, key("r", "f"))).isEqualTo(new Acceptance.Fresh());
  }

  @Test
  void theSameJobIsAcceptedOnce() {
    assertThat(store.accept(job("A"), FIRST, key("r", "f"))).isEqualTo(new Acceptance.Fresh());
    assertThat(store.accept(job("A"), FIRST, key("r", "f"))).isEqualTo(new Acceptance.Fresh());
    assertThat(store.events(new JobId("A"), 0, 10)).containsExactly(FIRST);
    assertThat(store.volume()).isEqualTo(new Volume(1, 0, 0));
  }

  @Test
  void oneOfManyThatRaceForANameIsFresh() throws Exception {
    for (int round = 0; round < 20; round++) {
      assertThat(raceFor("r" + round).filter(new Acceptance.Fresh()::equals)).hasSize(1);
    }
    assertThat(store.volume().jobs()).isEqualTo(20);
  }

  private Stream<Acceptance> raceFor(String name) throws Exception {
    CyclicBarrier start = new CyclicBarrier(4);
    List<Future<Acceptance>> racers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < start.getParties(); i++) {
        Job job = job(name + i);
        racers.add(
            threads.submit(() -> {
              start.await();
              return store.accept(job, FIRST, key(name, "f"));
            }));
      }
    }
    return racers.stream().map(Future::resultNow);
  }

  @Test
  void aNameStaysTakenWhileItsJobGoesOnHoweverLateItIs() throws Exception {
    Job late = job("B", Caller.LOCAL, EXPIRY, Map.of());
    store.accept(job("A"), FIRST, key("r", "f"));
    assertThat(store.expired(EXPIRY, 10)).isEmpty();
    assertThat(store.claimed(key("r", "f").orElseThrow(), EXPIRY))
        .contains(new Acceptance.Known(job("A")));
    assertThat(store.accept(late, FIRST, key("r", "f"))).isEqualTo(new Acceptance.Known(job("A")));
    store.commit(1, succeeded(job("A"), 2, 100), List.of());
    assertThat(store.claimed(key("r", "f").orElseThrow(), EXPIRY)).isEmpty();
    assertThat(store.accept(late, FIRST, key("r", "f"))).isEqualTo(new Acceptance.Fresh());
  }

  @Test
  void aClaimedNameIsToldWithoutBeingTaken() throws Exception {
    assertThat(store.claimed(key("r", "f").orElseThrow(), NOW)).isEmpty();
    assertThat(store.named(Caller.LOCAL, "r", NOW)).isEmpty();
    store.accept(job("A"), FIRST, key("r", "f"));
    assertThat(store.claimed(key("r", "f").orElseThrow(), NOW))
        .contains(new Acceptance.Known(job("A")));
    assertThat(store.claimed(key("r", "g").orElseThrow(), NOW))
        .contains(new Acceptance.Conflict(new JobId("A")));
    assertThat(store.named(Caller.LOCAL, "r", NOW)).contains(job("A"));
    assertThat(store.named(new Caller("other"), "r", NOW)).isEmpty();
    store.commit(1, succeeded(job("A"), 2, 100), List.of());
    assertThat(store.named(Caller.LOCAL, "r", EXPIRY)).isEmpty();
  }
}
