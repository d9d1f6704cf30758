package dev.easel.server.store;

import static dev.easel.server.store.SampleJobs.EXPIRY;
import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.NOW;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.inDoubt;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.job.JobStore.Position;
import dev.easel.server.job.JobStore.Query;
import dev.easel.server.job.StaleJobException;
import dev.easel.server.store.json.UnreadableJobException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every store that keeps documents makes of jobs that this version cannot read: they are kept
 * as they are, driven by nobody, and keep nothing from the others.
 */
public abstract class UnreadableJobsSuite {
  private static final int UNREADABLE = 60;
  private static final JobId A = new JobId("A");

  private DocumentsUnderTest tried;

  /** What another version may have written, or a hand. */
  protected enum Strangeness {
    /** What a later version adds and does not dare to call the same version. */
    NEWER("\"v\":1,", "\"v\":2,\"new\":[],"),
    /** A member that this version does not know; to drop it at the next write would damage it. */
    ADDED("\"v\":1,", "\"v\":1,\"later_member\":{\"a\":1},"),
    /** A word that this version does not know. */
    WORD("\"state\":\"[A-Z]+\"", "\"state\":\"PAUSED\""),
    /** No document at all. */
    TORN("^(.{200}).*$", "$1");

    private final String pattern;
    private final String replacement;

    Strangeness(String pattern, String replacement) {
      this.pattern = pattern;
      this.replacement = replacement;
    }

    String rewrite(String document) {
      return document.replaceFirst(pattern, replacement);
    }
  }

  /** Opens an empty store; it is closed by this suite. */
  protected abstract DocumentsUnderTest open() throws Exception;

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

  private Job over(String id, int secondsAgo) throws Exception {
    Job over = changed(accepted(id, secondsAgo), JobState.FAILED, 2);
    tried.jobs().commit(1, over, List.of(progress(2)));
    return over;
  }

  private String estrange(JobId id, Strangeness strangeness) throws Exception {
    tried.rewrite(id, strangeness::rewrite);
    return tried.document(id);
  }

  @ParameterizedTest
  @EnumSource
  void areKeptAsTheyAreAndDrivenByNobody(Strangeness strangeness) throws Exception {
    accepted("A", 0);
    String document = estrange(A, strangeness);
    tried.succeed();
    assertThat(tried.claims().claim(10)).isEmpty();
    assertThat(tried.claims().driven()).isEmpty();
    assertThatThrownBy(() -> tried.jobs().find(A)).isInstanceOf(UnreadableJobException.class);
    assertThat(tried.jobs().events(A, 0, 10)).containsExactly(FIRST);
    tried.succeed();
    assertThat(tried.claims().claim(10)).isEmpty();
    assertThat(tried.document(A)).isEqualTo(document);
  }

  @Test
  void keepNoOtherFromBeingDriven() throws Exception {
    for (int i = 0; i < UNREADABLE; i++) {
      accepted("U" + i, UNREADABLE - i);
      estrange(new JobId("U" + i), Strangeness.NEWER);
    }
    Job readable = accepted("A", 0);
    tried.succeed();
    assertThat(tried.claims().claim(1))
        .extracting(claim -> claim.job().id())
        .containsExactly(readable.id());
    assertThat(tried.claims().claim(50)).isEmpty();
  }

  @Test
  void areDrivenAgainByOneThatReadsThem() throws Exception {
    Job job = accepted("A", 0);
    String before = tried.document(A);
    estrange(A, Strangeness.NEWER);
    tried.succeed();
    assertThat(tried.claims().claim(10)).isEmpty();
    tried.rewrite(A, body -> before);
    tried.succeed();
    assertThat(tried.claims().claim(10)).extracting(Claim::job).containsExactly(job);
  }

  @ParameterizedTest
  @EnumSource
  void areNotForgottenAndKeepNoOtherFromIt(Strangeness strangeness) throws Exception {
    over("A", 2);
    Job other = over("B", 1);
    String document = estrange(A, strangeness);
    assertThat(tried.jobs().oldest(1)).containsExactly(other);
    assertThat(tried.jobs().expired(EXPIRY.plus(Duration.ofDays(1)), 1)).containsExactly(other);
    tried.jobs().hide(A);
    tried.jobs().hide(other.id());
    assertThat(tried.jobs().hidden(1)).containsExactly(other);
    assertThat(tried.document(A)).isEqualTo(document);
  }

  @Test
  void areLeftOutOfLists() throws Exception {
    Job older = accepted("A", 3);
    Job newer = accepted("B", 2);
    accepted("C", 1);
    estrange(new JobId("C"), Strangeness.WORD);
    Query one = new Query(Caller.LOCAL, Set.of(), Map.of(), Optional.empty(), 1);
    Query all = new Query(Caller.LOCAL, Set.of(), Map.of(), Optional.empty(), 10);
    assertThat(tried.jobs().list(one)).containsExactly(newer);
    assertThat(tried.jobs().list(all)).containsExactly(newer, older);
  }

  /** Whoever matches requests of a seller with jobs must know all jobs, or that it does not. */
  @Test
  void makeThatNothingIsToldOfAllJobsOfATime() throws Exception {
    Job first = accepted("0", 1);
    accepted("A", 0);
    accepted("B", 0);
    estrange(A, Strangeness.ADDED);
    Position beginning = Position.beginning(first.createTime());
    assertThat(tried.jobs().created(beginning, NOW, 10)).isEmpty();
    assertThat(tried.jobs().created(beginning, NOW, 1)).contains(List.of(first));
    assertThat(tried.jobs().created(Position.of(first), NOW, 1)).isEmpty();
  }

  @Test
  void makeThatNothingIsToldOfAllAttemptsInDoubt() throws Exception {
    for (String id : List.of("A", "B")) {
      tried.jobs().commit(1, inDoubt(accepted(id, 0), 2), List.of(progress(2)));
    }
    estrange(A, Strangeness.ADDED);
    assertThat(tried.jobs().inDoubt(Position.beginning(NOW), EXPIRY, NOW, 10)).isEmpty();
  }

  @Test
  void areNotChangedByACommitOfWhoReadThemBeforeSomebodyElseChangedThem() throws Exception {
    Job job = accepted("A", 0);
    tried.succeed();
    Claim claim = tried.claims().claim(10).getFirst();
    assertThat(claim.job()).isEqualTo(job);
    // A newer one has claimed it since.
    tried.succeed();
    tried.claims().claim(10);
    String document = estrange(A, Strangeness.NEWER);
    assertThatThrownBy(
            () -> tried.jobs().commit(claim.epoch(), inDoubt(job, 2), List.of(progress(2))))
        .isInstanceOf(StaleJobException.class);
    assertThat(tried.document(A)).isEqualTo(document);
  }
}
