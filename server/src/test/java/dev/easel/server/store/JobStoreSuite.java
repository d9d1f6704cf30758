package dev.easel.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Cost.Payer;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobOptions;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.domain.Progress;
import dev.easel.server.domain.Route;
import dev.easel.server.job.JobStore;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.JobStore.IdempotencyKey;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Query;
import dev.easel.server.job.StaleJobException;
import dev.easel.spi.OutputSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of jobs must do. */
public abstract class JobStoreSuite {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant EXPIRY = NOW.plus(Duration.ofDays(3));
  private static final JobEvent FIRST =
      new JobEvent(1, NOW, new JobEvent.StateChanged(JobState.QUEUED, Optional.empty()));

  private JobStore store;

  /** An empty store as one driver sees it, to be closed by its own suite. */
  protected abstract JobStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  private static Job job(String id, Caller caller, Instant created, Map<String, String> labels) {
    OutputSpec output = OutputSpec.unset();
    JobOptions unset = JobOptions.unset();
    JobOptions options =
        new JobOptions(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            unset.delivery(),
            unset.priority(),
            0,
            Optional.empty(),
            labels);
    return Job.accepted(
        new JobId(id),
        caller,
        JobRequest.generate("a fox", "gpt-image-1", output, options),
        List.of(new Route("fal", "m", output, Optional.empty(), Payer.SERVICE, Optional.empty())),
        created,
        created.plus(Duration.ofDays(3)));
  }

  private static Job job(String id) {
    return job(id, Caller.LOCAL, NOW, Map.of());
  }

  private static Job changed(Job job, JobState state, long latest) {
    return new Job(
        job.id(),
        job.caller(),
        job.request(),
        job.routes(),
        job.route(),
        state,
        job.stop(),
        job.revision() + 1,
        latest,
        job.attempts(),
        job.results(),
        job.failure(),
        job.progress(),
        job.cost(),
        job.createTime(),
        job.startTime(),
        state.terminal() ? Optional.of(NOW) : Optional.empty(),
        job.expireTime());
  }

  private static Optional<IdempotencyKey> key(String requestId, String fingerprint) {
    return Optional.of(new IdempotencyKey(Caller.LOCAL, requestId, fingerprint, EXPIRY));
  }

  private static JobEvent progress(long sequence) {
    return new JobEvent(sequence, NOW, new JobEvent.Progressed(new Progress(Optional.of(1))));
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
}
