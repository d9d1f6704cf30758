package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process says and hears of its jobs goes on while one part of it waits. */
final class AdoptionTest {
  private final ScriptedProvider fal = new ScriptedProvider();
  private final CountDownLatch later = new CountDownLatch(1);

  @TempDir Path folder;

  private EngineRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new EngineRig(folder, Map.of("fal", fal));
  }

  @AfterEach
  void stop() {
    later.countDown();
    rig.close();
  }

  @Test
  void theProcessSaysThatItLivesThoughItsLookForJobsTakesLong() throws Exception {
    rig.wavering.hold("claim", later);
    Lease lease = rig.adopt();
    passSeconds(30);
    assertThat(rig.wavering.calls("heartbeat")).isGreaterThanOrEqualTo(6);
    assertThat(lease.held()).isTrue();
  }

  @Test
  void aLeaseEndsWithTheStore() throws Exception {
    Lease lease = rig.adopt();
    rig.wavering.refuse("heartbeat", Integer.MAX_VALUE);
    passSeconds(11);
    assertThat(lease.held()).isFalse();
  }

  /** Every lease ends with the store, and those who held them live. */
  @Test
  void afterAnOutageOthersAreGivenALeaseToBeHeardAgain() throws Exception {
    rig.database.open("other");
    rig.adopt();
    passSeconds(30);
    int before = rig.wavering.calls("claim");
    assertThat(before).isPositive();
    rig.wavering.refuse("heartbeat", Integer.MAX_VALUE);
    passSeconds(5);
    before = rig.wavering.calls("claim");
    passSeconds(15);
    rig.wavering.heal();
    passSeconds(12);
    assertThat(rig.wavering.calls("claim")).isEqualTo(before);
    passSeconds(20);
    assertThat(rig.wavering.calls("claim")).isGreaterThan(before);
  }

  @Test
  void anErrorEndsNoClock() throws Exception {
    Lease lease = rig.adopt();
    passSeconds(2);
    rig.wavering.breakOnce("heartbeat", new StackOverflowError("by the test"));
    rig.wavering.breakOnce("cancelsPending", new StackOverflowError("by the test"));
    passSeconds(12);
    int before = rig.wavering.calls("claim");
    passSeconds(12);
    assertThat(lease.held()).isTrue();
    assertThat(rig.wavering.calls("claim")).isGreaterThan(before);
  }

  @Test
  void whoIsAloneWaitsForNobody() throws Exception {
    rig.adopt();
    passSeconds(3);
    assertThat(rig.wavering.calls("claim")).isPositive();
  }

  @Test
  void jobsAreTakenOverThoughTheCancelOfAnotherTakesLong() throws Exception {
    fal.then(ScriptedProvider.workUntilAborted());
    Job job = rig.submit();
    fal.submitted.await();
    rig.wavering.hold("commit", later);
    rig.store.requestCancel(job.id());
    rig.adopt();
    passSeconds(30);
    assertThat(rig.wavering.calls("claim")).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aJobThatAFaultThrewOutOfHandIsTakenUpMoreAndMoreSeldom() throws Exception {
    Job job = rig.leftBehind(Duration.ofMinutes(1), new JobInput.Prepared());
    rig.wavering.abhor("commit", arguments -> true);
    rig.adopt();
    passSeconds(80);
    assertThat(rig.wavering.calls("commit")).isBetween(2, 8);
    rig.wavering.heal();
    passSeconds(120);
    assertThat(rig.now(job).state().terminal()).isTrue();
  }

  @Test
  void anImageThatTheStoreRefusesForGoodIsNotKept() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    fal.then((sink, call) -> {
      sink.accepted(ScriptedProvider.HANDLE);
      try {
        ScriptedProvider.image(sink, 0);
      } catch (IllegalStateException e) {
        refused.countDown();
      }
      later.await();
      throw new AssertionError("the test is over");
    });
    rig.wavering.abhor("commit", arguments -> arguments[2].toString().contains("ResultAdded"));
    long before = rig.files();
    rig.submit();
    refused.await();
    assertThat(rig.files()).isEqualTo(before);
  }

  private void passSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      rig.passTime(Duration.ofSeconds(1));
    }
  }
}
