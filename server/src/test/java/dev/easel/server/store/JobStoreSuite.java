package dev.easel.server.store;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.endedInDoubt;
import static dev.easel.server.store.SampleJobs.foundAgain;
import static dev.easel.server.store.SampleJobs.inDoubt;
import static dev.easel.server.store.SampleJobs.inDoubtSince;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;
import static dev.easel.server.store.SampleJobs.succeeded;
import static dev.easel.server.store.SampleJobs.turnedUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.HandleTakenException;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.JobStore.IdempotencyKey;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Query;
import dev.easel.server.job.JobStore.Volume;
import dev.easel.server.job.StaleJobException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of jobs must do. */
public abstract class JobStoreSuite {
  private static final int PAGED = 16;

  private StoreUnderTest tried;
  private JobStore store;

  /** Opens an empty store; it is closed by this suite. */
  protected abstract StoreUnderTest open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    tried = open();
    store = tried.jobs();
  }

  @AfterEach
  void closeStore() throws Exception {
    tried.close();
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
  void aChangeOfAnOlderRevisionIsRefusedWhole() throws Exception {
    store.accept(job("A"), FIRST, Optional.empty());
    Job running = changed(job("A"), JobState.RUNNING, 2);
    store.commit(1, running, List.of(progress(2)));
    Job other = changed(job("A"), JobState.CANCELLING, 3);
    assertThatThrownBy(() -> store.commit(1, other, List.of(progress(2), progress(3))))
        .isInstanceOf(StaleJobException.class);
    assertThat(store.events(new JobId("A"), 0, 10))
        .extracting(JobEvent::sequence)
        .containsExactly(1L, 2L);
  }

  @Test
  void theSameCommitMadeAgainChangesNothing() throws Exception {
    store.accept(job("A"), FIRST, Optional.empty());
    Job running = changed(job("A"), JobState.RUNNING, 2);
    store.commit(1, running, List.of(progress(2)));
    store.commit(1, running, List.of(progress(2)));
    assertThat(store.find(running.id())).contains(running);
    assertThat(store.events(new JobId("A"), 0, 10))
        .extracting(JobEvent::sequence)
        .containsExactly(1L, 2L);
  }

  @Test
  void eventsThatMaySkipArePrunedAndOthersNever() throws Exception {
    Job job = job("A");
    store.accept(job, FIRST, Optional.empty());
    for (long sequence = 2; sequence < 300; sequence++) {
      job = changed(job, JobState.RUNNING, sequence);
      store.commit(1, job, List.of(progress(sequence)));
    }
    List<JobEvent> events = store.events(new JobId("A"), 0, 1_000);
    assertThat(events.getFirst()).isEqualTo(FIRST);
    assertThat(events).hasSizeLessThan(100);
    assertThat(events.getLast().sequence()).isEqualTo(299);
  }

  @Test
  void pagesListEveryJobOfTheCallerOnceNewestFirst() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      store.accept(
          job("J" + i, Caller.LOCAL, NOW.plusSeconds(i / 2), Map.of()), FIRST, Optional.empty());
      expected.addFirst("J" + i);
    }
    store.accept(job("X", new Caller("other"), NOW, Map.of()), FIRST, Optional.empty());
    List<String> seen = new ArrayList<>();
    Optional<Position> before = Optional.empty();
    while (true) {
      List<Job> page = store.list(new Query(Caller.LOCAL, Set.of(), Map.of(), before, 3));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(job -> seen.add(job.id().value()));
      before = Optional.of(Position.of(page.getLast()));
    }
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void listsByStateAndLabels() throws Exception {
    Job red = job("R", Caller.LOCAL, NOW, Map.of("colour", "red", "team", "a"));
    store.accept(red, FIRST, Optional.empty());
    store.accept(job("B", Caller.LOCAL, NOW, Map.of("colour", "blue")), FIRST, Optional.empty());
    store.commit(1, changed(red, JobState.FAILED, 2), List.of());
    assertThat(list(Set.of(JobState.FAILED), Map.of())).containsExactly("R");
    assertThat(list(Set.of(), Map.of("colour", "blue"))).containsExactly("B");
    assertThat(list(Set.of(JobState.QUEUED), Map.of("colour", "red"))).isEmpty();
  }

  private List<String> list(Set<JobState> states, Map<String, String> labels) {
    return store.list(new Query(Caller.LOCAL, states, labels, Optional.empty(), 10)).stream()
        .map(job -> job.id().value())
        .toList();
  }

  @Test
  void onlyJobsThatAreOverExpire() throws Exception {
    store.accept(job("A"), FIRST, Optional.empty());
    store.accept(job("B"), FIRST, Optional.empty());
    store.commit(1, changed(job("B"), JobState.SUCCEEDED, 2), List.of());
    assertThat(store.expired(EXPIRY.minusSeconds(1), 10)).isEmpty();
    assertThat(store.expired(EXPIRY, 10)).extracting(job -> job.id().value()).containsExactly("B");
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

  @Test
  void aHiddenJobIsNowhereButAmongTheHidden() throws Exception {
    Job over = succeeded(job("A"), 2, 100);
    store.accept(job("A"), FIRST, key("r", "f"));
    store.commit(1, over, List.of());
    store.hide(over.id());
    assertThat(store.find(over.id())).isEmpty();
    assertThat(store.events(over.id(), 0, 10)).isEmpty();
    assertThat(list(Set.of(), Map.of())).isEmpty();
    assertThat(store.oldest(10)).isEmpty();
    assertThat(store.volume()).isEqualTo(new Volume(0, 0, 0));
    assertThat(store.claimed(key("r", "f").orElseThrow(), NOW))
        .contains(new Acceptance.Deleted(over.id()));
    assertThatThrownBy(() -> store.commit(1, changed(over, JobState.FAILED, 3), List.of()))
        .isInstanceOf(StaleJobException.class);
    assertThat(store.expired(EXPIRY, 10)).isEmpty();
    assertThat(store.hidden(10)).containsExactly(over);
    store.delete(over.id());
    assertThat(store.hidden(10)).isEmpty();
  }

  @Test
  void whoeverHidesAJobIsToldWhatStaysOfIt() throws Exception {
    assertThat(store.hide(new JobId("A"))).isEmpty();
    store.accept(job("A"), FIRST, Optional.empty());
    Job over = succeeded(job("A"), 2, 100);
    store.commit(1, over, List.of());
    assertThat(store.hide(over.id())).contains(over);
    assertThat(store.hide(over.id())).contains(over);
    store.delete(over.id());
    assertThat(store.hide(over.id())).isEmpty();
  }

  @Test
  void aHandleBelongsToOneAttemptAtItsInstance() throws Exception {
    Job first = found("A");
    Job second = lost("B");
    Job thief = foundAgain(second, 3);
    assertThatThrownBy(() -> store.commit(1, thief, List.of(progress(3))))
        .isInstanceOf(HandleTakenException.class)
        .hasMessageContaining("B");
    assertThat(store.find(second.id())).contains(second);
    assertThat(store.events(second.id(), 0, 10)).containsExactly(FIRST);
    store.commit(1, changed(second, JobState.FAILED, 2), List.of(progress(2)));
    store.commit(1, first, List.of());
    store.commit(1, changed(first, JobState.RUNNING, 3), List.of(progress(3)));
  }

  @Test
  void aHandleIsTakenThoughItsJobWasDeletedUntilThatWouldHaveExpired() throws Exception {
    store.delete(found("A").id());
    Job thief = foundAgain(lost("B"), 3);
    assertThatThrownBy(() -> store.commit(1, thief, List.of()))
        .isInstanceOf(HandleTakenException.class);
    store.expired(EXPIRY, 10);
    store.commit(1, thief, List.of());
    assertThat(store.find(thief.id())).contains(thief);
  }

  /** A job whose attempt has a handle. */
  private Job found(String id) throws Exception {
    Job found = foundAgain(lost(id), 2);
    store.commit(1, found, List.of(progress(2)));
    return found;
  }

  /** A job of whose attempt nothing is known. */
  private Job lost(String id) throws Exception {
    store.accept(job(id), FIRST, Optional.empty());
    Job lost = inDoubt(job(id), 1);
    store.commit(1, lost, List.of());
    return lost;
  }

  @Test
  void whatTurnedUpAfterAnEndInDoubtIsKeptUntilItIsOver() throws Exception {
    Job lost = endedInDoubt(lost("A"), 2);
    store.commit(1, lost, List.of(progress(2)));
    assertThat(store.oldest(10)).containsExactly(lost);
    Job found = turnedUp(lost);
    store.commit(1, found, List.of());
    assertThat(found.unfinished()).isTrue();
    assertThat(store.oldest(10)).isEmpty();
    assertThat(store.expired(EXPIRY, 10)).isEmpty();
  }

  @Test
  void aDeletedJobTakesItsHistoryAlong() throws Exception {
    store.accept(job("A"), FIRST, Optional.empty());
    store.delete(new JobId("A"));
    assertThat(store.find(new JobId("A"))).isEmpty();
    store.accept(job("A"), FIRST, Optional.empty());
    assertThat(store.events(new JobId("A"), 0, 10)).containsExactly(FIRST);
  }

  @Test
  void theOldestAreThoseOverAndCreatedFirst() throws Exception {
    for (int i = 0; i < 4; i++) {
      Job job = job("J" + i, Caller.LOCAL, NOW.minusSeconds(i), Map.of());
      store.accept(job, FIRST, Optional.empty());
      if (i != 2) {
        store.commit(1, changed(job, JobState.FAILED, 2), List.of());
      }
    }
    assertThat(store.oldest(2)).extracting(job -> job.id().value()).containsExactly("J3", "J1");
  }

  @Test
  void jobsOfASpanOfTimeAreAllThatWereCreatedInItWhoeversAndInWhateverState() throws Exception {
    Job running = job("A", Caller.LOCAL, NOW, Map.of());
    Job over = job("B", new Caller("another"), NOW.plusMillis(1), Map.of());
    Job hidden = job("C", Caller.LOCAL, NOW.plusMillis(2), Map.of());
    Job early = job("D", Caller.LOCAL, NOW.minusMillis(1), Map.of());
    Job late = job("E", Caller.LOCAL, NOW.plusMillis(3), Map.of());
    for (Job job : List.of(running, over, hidden, early, late)) {
      store.accept(job, FIRST, Optional.empty());
    }
    Job failed = changed(over, JobState.FAILED, 2);
    store.commit(1, failed, List.of());
    store.hide(hidden.id());
    assertThat(store.created(Position.beginning(NOW), NOW.plusMillis(2), 10))
        .contains(List.of(running, failed, hidden));
    assertThat(store.created(Position.beginning(NOW.plusSeconds(1)), NOW.plusSeconds(2), 10))
        .contains(List.of());
    assertThat(store.created(Position.beginning(Instant.MIN), Instant.MAX, 10))
        .contains(List.of(early, running, failed, hidden, late));
  }

  @Test
  void pagesOfASpanShowEveryJobOnceInTheOrderOfCreationAlsoThoseOfOneInstant() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < PAGED; i++) {
      Job job = atThird("J%02d".formatted(i), i);
      if (i % 4 == 0) {
        store.commit(1, changed(job, JobState.FAILED, 2), List.of());
      } else if (i % 4 == 1) {
        store.hide(job.id());
      } else if (i % 4 == 2) {
        store.commit(1, inDoubt(job, 2), List.of());
      }
      expected.add(job.id().value());
    }
    Instant until = NOW.plusSeconds(PAGED);
    for (int limit = 1; limit <= PAGED + 1; limit++) {
      assertThat(pages(limit, (place, most) -> store.created(place, until, most)))
          .isEqualTo(expected);
    }
  }

  @Test
  void pagesOfAttemptsInDoubtShowEveryJobOnceInTheOrderOfCreation() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < PAGED; i++) {
      Job doubted = inDoubt(atThird("J%02d".formatted(i), i), 2);
      store.commit(1, doubted, List.of());
      if (i % 4 == 0) {
        store.commit(1, endedInDoubt(doubted, 3), List.of());
      } else if (i % 4 == 1) {
        store.hide(doubted.id());
      } else if (i % 4 == 2) {
        store.commit(1, changed(atThird("K%02d".formatted(i), i), JobState.FAILED, 2), List.of());
      }
      expected.add(doubted.id().value());
    }
    Instant before = NOW.plusSeconds(PAGED);
    for (int limit = 1; limit <= PAGED + 1; limit++) {
      assertThat(pages(limit, (place, most) -> store.inDoubt(place, before, NOW, most)))
          .isEqualTo(expected);
    }
  }

  /** A new job that shares its instant with two others. */
  private Job atThird(String id, int number) {
    Job job = job(id, Caller.LOCAL, NOW.plusSeconds(number / 3), Map.of());
    store.accept(job, FIRST, Optional.empty());
    return job;
  }

  private static List<String> pages(
      int limit, BiFunction<Position, Integer, Optional<List<Job>>> after) {
    List<String> seen = new ArrayList<>();
    Position place = Position.beginning(NOW);
    while (true) {
      List<Job> page = after.apply(place, limit).orElseThrow();
      assertThat(page).hasSizeLessThanOrEqualTo(limit);
      if (page.isEmpty()) {
        return seen;
      }
      page.forEach(job -> seen.add(job.id().value()));
      place = Position.of(page.getLast());
    }
  }

  @Test
  void attemptsInDoubtAreToldHoweverOldTheirJobsAre() throws Exception {
    Job lost = lost("A");
    Job over = endedInDoubt(lost("B"), 2);
    store.commit(1, over, List.of(progress(2)));
    found("C");
    assertThat(doubtful(NOW.plusNanos(1), NOW)).containsExactly(lost, over);
    assertThat(doubtful(NOW, NOW)).isEmpty();
  }

  @Test
  void attemptsThatWereSentBeforeAreLeftOutAndThoseThatMayStillBeSentAreNot() throws Exception {
    Job sending = lost("A");
    Job doubted = inDoubtSince(lost("B"), NOW, 2);
    Job over = endedInDoubt(lost("C"), 2);
    store.commit(1, doubted, List.of(progress(2)));
    store.commit(1, over, List.of(progress(2)));
    assertThat(doubtful(EXPIRY, NOW)).containsExactly(sending, doubted, over);
    assertThat(doubtful(EXPIRY, NOW.plusNanos(1))).containsExactly(sending);
  }

  private List<Job> doubtful(Instant before, Instant sentSince) {
    return store.inDoubt(Position.beginning(Instant.MIN), before, sentSince, 10).orElseThrow();
  }

  @Test
  void theVolumeIsThatOfTheImages() throws Exception {
    store.accept(job("A"), FIRST, Optional.empty());
    store.accept(job("B"), FIRST, Optional.empty());
    store.commit(1, succeeded(job("A"), 2, 1_234), List.of());
    assertThat(store.volume()).isEqualTo(new Volume(2, 1, 1_234));
  }

  @Test
  void labelsAreComparedWhole() {
    Map<String, String> labels = Map.of("a", "b&c=d", "e%", "f g");
    store.accept(job("A", Caller.LOCAL, NOW, labels), FIRST, Optional.empty());
    assertThat(list(Set.of(), labels)).containsExactly("A");
    assertThat(list(Set.of(), Map.of("c", "d"))).isEmpty();
    assertThat(list(Set.of(), Map.of("a", "b"))).isEmpty();
  }

  @Test
  void whatWasCommittedIsThereForTheNextDriver() throws Exception {
    Job running = changed(job("A"), JobState.RUNNING, 2);
    store.accept(job("A"), FIRST, key("r", "f"));
    store.commit(1, running, List.of(progress(2)));
    tried.succeed();
    assertThat(tried.jobs().find(running.id())).contains(running);
    assertThat(tried.jobs().events(running.id(), 0, 10)).containsExactly(FIRST, progress(2));
    assertThat(tried.jobs().accept(job("B"), FIRST, key("r", "f")))
        .isEqualTo(new Acceptance.Known(running));
  }
}
