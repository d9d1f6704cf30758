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

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.HandleTakenException;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Volume;
import dev.easel.server.job.StaleJobException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Tests of what is kept of a job: its changes, its events and the handles of its attempts. */
abstract class JobCommitsTopic extends JobStoreTopic {
  JobCommitsTopic(Callable<StoreUnderTest> opening) {
    super(opening);
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
