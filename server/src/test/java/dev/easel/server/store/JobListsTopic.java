package dev.easel.server.store;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.endedInDoubt;
import static dev.easel.server.store.SampleJobs.inDoubt;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobStore.Acceptance;
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
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Tests of where a job is told: in lists and pages, and among those that may be forgotten. */
abstract class JobListsTopic extends JobStoreTopic {
  private static final int PAGED = 16;

  JobListsTopic(Callable<StoreUnderTest> opening) {
    super(opening);
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
  void labelsAreComparedWhole() {
    Map<String, String> labels = Map.of("a", "b&c=d", "e%", "f g");
    store.accept(job("A", Caller.LOCAL, NOW, labels), FIRST, Optional.empty());
    assertThat(list(Set.of(), labels)).containsExactly("A");
    assertThat(list(Set.of(), Map.of("c", "d"))).isEmpty();
    assertThat(list(Set.of(), Map.of("a", "b"))).isEmpty();
  }
}
