package dev.easel.server.store.postgres;

import static dev.easel.server.store.SampleJobs.FIRST;
import static dev.easel.server.store.SampleJobs.changed;
import static dev.easel.server.store.SampleJobs.job;
import static dev.easel.server.store.SampleJobs.key;
import static dev.easel.server.store.SampleJobs.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobState;
import dev.easel.server.job.JobClaims.Claim;
import dev.easel.server.job.JobStore.Acceptance;
import dev.easel.server.job.StaleJobException;
import dev.easel.server.job.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of jobs when answers of the database, or all of it, are lost on the way. */
@ExtendWith(SharedPostgres.class)
final class FaultyWireTest {
  private static final JobId A = new JobId("A");

  private final PostgresServer server;
  private final PostgresSettings direct;
  private FaultyWire wire;
  private Replica one;
  private Replica other;

  /** That of the jobs: beats and notes have others. */
  private int connection;

  FaultyWireTest(PostgresServer server) throws Exception {
    this.server = server;
    this.direct = server.newDatabase();
  }

  @BeforeEach
  void open() throws Exception {
    wire = new FaultyWire(server.port());
    String url = direct.url().replace(":" + server.port() + "/", ":" + wire.port() + "/");
    // One connection, so that the next answer is that to the next question.
    one = new Replica(new PostgresSettings(url, direct.user(), Optional.empty(), 1), "one");
    other = new Replica(direct, "other");
    one.claims().heartbeat();
    other.claims().heartbeat();
    // Opens that connection: the beat has one of its own.
    one.claims().driven();
    connection = wire.connections();
  }

  @AfterEach
  void close() throws Exception {
    one.close();
    other.close();
    wire.close();
  }

  private void loseAnswer(int which) {
    // A connection that has rested is asked whether it is good.
    one.claims().driven();
    wire.loseAnswer(connection, which);
  }

  private void lost(ThrowingCallable work) {
    loseAnswer(1);
    assertThatThrownBy(work).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void anAcceptanceWhoseAnswerWasLostCanBeMadeAgain() {
    lost(() -> one.jobs().accept(job("A"), FIRST, key("r", "f")));
    assertThat(one.jobs().accept(job("A"), FIRST, key("r", "f"))).isEqualTo(new Acceptance.Fresh());
    assertThat(one.jobs().events(A, 0, 10)).containsExactly(FIRST);
  }

  @Test
  void anAcceptanceWhoseAnswerWasLostIsAmongWhatThisProcessDrives() {
    lost(() -> one.jobs().accept(job("A"), FIRST, key("r", "f")));
    assertThat(one.jobs().accept(job("B"), FIRST, key("r", "f")))
        .isEqualTo(new Acceptance.Known(job("A")));
    assertThat(one.claims().driven()).isEqualTo(Map.of(A, 1L));
    one.claims().release(A, 1);
    assertThat(one.claims().claim(10)).containsExactly(new Claim(job("A"), 2));
    assertThat(other.claims().driven()).isEmpty();
  }

  @Test
  void aCommitWhoseAnswerWasLostCanBeMadeAgain() throws Exception {
    one.jobs().accept(job("A"), FIRST, Optional.empty());
    Job running = changed(job("A"), JobState.RUNNING, 2);
    lost(() -> one.jobs().commit(1, running, List.of(progress(2))));
    one.jobs().commit(1, running, List.of(progress(2)));
    assertThat(one.jobs().events(A, 0, 10)).containsExactly(FIRST, progress(2));
  }

  @Test
  void aClaimWhoseAnswerWasLostIsAmongWhatThisProcessDrives() {
    other.jobs().accept(job("A"), FIRST, Optional.empty());
    other.claims().releaseAll();
    // The first answer is that there is something to claim.
    loseAnswer(2);
    assertThatThrownBy(() -> one.claims().claim(10)).isInstanceOf(StoreUnavailableException.class);
    assertThat(one.claims().claim(10)).isEmpty();
    assertThat(one.claims().driven()).isEqualTo(Map.of(A, 2L));
  }

  @Test
  void whoIsCutOffLosesItsJobsWhenItsLeaseHasEndedAndNotBeforeAndChangesThemNoMore()
      throws Exception {
    Job job = job("A");
    one.jobs().accept(job, FIRST, Optional.empty());
    wire.cut();
    assertThatThrownBy(() -> one.claims().heartbeat())
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(claimedOnlyAfterTheLease()).containsExactly(new Claim(job, 2));
    wire.mend();
    one.claims().heartbeat();
    assertThatThrownBy(
            () -> one.jobs().commit(1, changed(job, JobState.RUNNING, 2), List.of(progress(2))))
        .isInstanceOf(StaleJobException.class);
    other.jobs().commit(2, changed(job, JobState.RUNNING, 2), List.of(progress(2)));
  }

  private List<Claim> claimedOnlyAfterTheLease() throws Exception {
    Inspector inspector = new Inspector(direct);
    List<Claim> claims = List.of();
    while (claims.isEmpty()) {
      claims = other.claims().claim(10);
      String silent =
          inspector.ask(
              "SELECT extract(epoch FROM now() - (lease_until - interval '15 s')) FROM driver"
                  + " WHERE id = 'one'");
      assertThat(Double.parseDouble(silent)).isLessThan(60);
      assertThat(claims.isEmpty() || Double.parseDouble(silent) >= 15).isTrue();
      other.claims().heartbeat();
      Thread.sleep(200);
    }
    return claims;
  }
}
