package dev.easel.server.store;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.cancelling;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.foundAgain;
import static dev.easel.server.store.SampleJobs.inDoubt;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.CancelPendingException;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.job.StaleJobException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must promise of who drives which job. */
public abstract class JobClaimsSuite {
  private static final JobId A = new JobId("A");

  private StoreUnderTest tried;

  /** Opens an empty store; it is closed by this suite. */
  protected abstract StoreUnderTest open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    tried = open();
    tried.claims().heartbeat();
  }

  @AfterEach
  void closeStore() throws Exception {
    tried.close();
  }

  private Job accepted(String id, int secondsAgo) {
    Job job = job(id, Caller.LOCAL, NOW.minusSeconds(secondsAgo), Map.of());
    tried.jobs().accept(job, FIRST, Optional.empty());
    return job;
  }

  private void commit(long epoch, Job after) throws Exception {
    tried.jobs().commit(epoch, after, List.of(progress(after.latestSequence())));
  }

  @Test
  void whatADriverAcceptedIsItsOwn() {
    accepted("A", 0);
    assertThat(tried.claims().claim(10)).isEmpty();
  }

  @Test
  void theNextDriverClaimsWhatIsNotOverThoseWaitingLongestFirst() throws Exception {
    Job young = accepted("A", 1);
    Job over = accepted("B", 2);
    Job old = accepted("C", 3);
    commit(1, changed(over, JobState.FAILED, 2));
    tried.succeed();
    assertThat(tried.claims().claim(1)).containsExactly(new Claim(old, 2));
    assertThat(tried.claims().claim(10)).containsExactly(new Claim(young, 2));
    assertThat(tried.claims().claim(10)).isEmpty();
  }

  @Test
  void anEpochEndsTheOneBefore() throws Exception {
    Job job = accepted("A", 0);
    tried.succeed();
    tried.claims().claim(10);
    Job running = changed(job, JobState.RUNNING, 2);
    assertThatThrownBy(() -> commit(1, running)).isInstanceOf(StaleJobException.class);
    assertThat(tried.jobs().find(A)).contains(job);
    commit(2, running);
    assertThat(tried.jobs().find(A)).contains(running);
    assertThatThrownBy(() -> commit(1, running)).isInstanceOf(StaleJobException.class);
  }

  @Test
  void aHiddenJobIsNotClaimed() throws Exception {
    accepted("A", 0);
    tried.jobs().hide(A);
    tried.succeed();
    assertThat(tried.claims().claim(10)).isEmpty();
  }

  @Test
  void aReleasedJobIsClaimedAtOnceAndALateReleaseIsOfNoEffect() throws Exception {
    Job job = accepted("A", 0);
    tried.claims().release(A, 1);
    assertThat(tried.claims().claim(10)).containsExactly(new Claim(job, 2));
    tried.claims().release(A, 1);
    assertThat(tried.claims().claim(10)).isEmpty();
  }

  @Test
  void anAttemptInDoubtIsReopenedForWhoeverKnowsMoreOfIt() throws Exception {
    Job doubted = inDoubt(accepted("A", 0), 2);
    commit(1, doubted);
    assertThat(tried.claims().reopen(A, 2)).isEmpty();
    assertThat(tried.claims().reopen(new JobId("B"), 1)).isEmpty();
    assertThat(tried.claims().reopen(A, 1)).contains(new Claim(doubted, 2));
    assertThatThrownBy(() -> commit(1, foundAgain(doubted, 3)))
        .isInstanceOf(StaleJobException.class);
    commit(2, foundAgain(doubted, 3));
    assertThat(tried.claims().reopen(A, 1)).isEmpty();
  }

  @Test
  void aJobWithoutAttemptIsNotReopened() {
    accepted("A", 0);
    assertThat(tried.claims().reopen(A, 0)).isEmpty();
    assertThat(tried.claims().reopen(A, 1)).isEmpty();
  }

  @Test
  void noCommitSucceedsThatDoesNotKnowOfACancel() throws Exception {
    Job job = accepted("A", 0);
    assertThat(tried.claims().requestCancel(A)).isTrue();
    assertThat(tried.claims().cancelsPending()).containsExactly(A);
    assertThatThrownBy(() -> commit(1, changed(job, JobState.RUNNING, 2)))
        .isInstanceOf(CancelPendingException.class);
    assertThat(tried.jobs().find(A)).contains(job);
    assertThat(tried.jobs().events(A, 0, 10)).containsExactly(FIRST);
    Job cancelling = cancelling(job, 2);
    commit(1, cancelling);
    assertThat(tried.claims().cancelsPending()).isEmpty();
    commit(1, changed(cancelling, JobState.CANCELLED, 3));
    assertThat(tried.claims().requestCancel(A)).isFalse();
  }

  @Test
  void aCancelOutlivesTheDriver() throws Exception {
    Job job = accepted("A", 0);
    tried.claims().requestCancel(A);
    tried.succeed();
    assertThat(tried.claims().cancelsPending()).isEmpty();
    tried.claims().claim(10);
    assertThat(tried.claims().cancelsPending()).containsExactly(A);
    assertThatThrownBy(() -> commit(2, changed(job, JobState.RUNNING, 2)))
        .isInstanceOf(CancelPendingException.class);
  }

  @Test
  void whatIsNotThereOrHiddenCannotBeCancelled() {
    accepted("A", 0);
    tried.jobs().hide(A);
    assertThat(tried.claims().requestCancel(A)).isFalse();
    assertThat(tried.claims().requestCancel(new JobId("B"))).isFalse();
    assertThat(tried.claims().cancelsPending()).isEmpty();
  }

  @Test
  void aCancelAskedForTwiceIsPendingOnce() {
    accepted("A", 0);
    assertThat(tried.claims().requestCancel(A)).isTrue();
    assertThat(tried.claims().requestCancel(A)).isTrue();
    assertThat(tried.claims().cancelsPending()).containsExactly(A);
  }

  @Test
  void sequencesAreThoseOfTheJobsInSight() throws Exception {
    commit(1, changed(accepted("A", 0), JobState.RUNNING, 7));
    accepted("B", 0);
    tried.jobs().hide(new JobId("B"));
    assertThat(tried.claims().sequences(Set.of(A, new JobId("B"), new JobId("C"))))
        .isEqualTo(Map.of(A, 7L));
  }
}
