package dev.easel.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Caller;
import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.JobId;
import dev.easel.server.domain.JobRequest;
import dev.easel.server.domain.JobState;
import dev.easel.server.store.memory.MemoryDatabase;
import dev.easel.server.store.memory.MemoryJobStore;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.OtherRequests;
import dev.easel.spi.Reconciliation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the requests beside a lost one. */
final class OtherAttemptsTest {
  private static final JobEvent FIRST =
      new JobEvent(1, Sample.NOW, new JobEvent.StateChanged(JobState.QUEUED, Optional.empty()));
  private static final JobInput PREPARED = new JobInput.Prepared();
  private static final JobInput LOST = Sample.failed(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE);
  private static final JobInput ACCEPTED = new JobInput.Accepted(new Handle("h", "request-9"));
  private static final JobInput REFUSED = Sample.failed(Fate.REFUSED, Fault.RATE_LIMITED);
  private static final JobInput GIVEN_UP =
      new JobInput.Reconciled(new Reconciliation.Untraceable());

  private static final Instant LONG_AGO = Sample.NOW.minus(Duration.ofHours(10));
  private static final int SEVERAL_PAGES = 250;
  private static final int MOST = 10_000;

  private final JobMachine machine = Sample.machine(3, "fal", "openai");
  private final MemoryJobStore store = new MemoryDatabase(System::nanoTime).open("test");
  private final Job lost = play(job("LOST", "a red fox", "fal"), Sample.NOW, PREPARED, LOST);

  @BeforeEach
  void keepTheLostOne() {
    keep(lost);
  }

  @Test
  void theLostAttemptItselfIsNoOther() {
    assertThat(beside()).isEqualTo(new OtherRequests(Set.of(), true));
  }

  @Test
  void requestsOfOthersAreTold() {
    keep(play(job("OTHER", "another prompt", "fal"), Sample.NOW, PREPARED, ACCEPTED));
    assertThat(beside().ids()).containsExactly("request-9");
    assertThat(beside().complete()).isTrue();
  }

  @Test
  void requestsAtOtherInstancesAreNot() {
    keep(play(job("OTHER", "a red fox", "openai"), Sample.NOW, PREPARED, ACCEPTED));
    keep(play(job("MORE", "a red fox", "openai"), Sample.NOW, PREPARED));
    assertThat(beside()).isEqualTo(new OtherRequests(Set.of(), true));
  }

  @Test
  void theSameWorkUnderWayMayBeBehindWhatIsFound() {
    keep(play(job("OTHER", "a red fox", "fal"), Sample.NOW, PREPARED));
    assertThat(beside().complete()).isFalse();
  }

  @Test
  void theSameWorkLostTooMayBeBehindWhatIsFoundThoughItIsGivenUp() {
    keep(play(job("OTHER", "a red fox", "fal"), Sample.NOW, PREPARED, LOST, GIVEN_UP));
    assertThat(beside().complete()).isFalse();
  }

  @Test
  void theSameWorkThatWasRefusedIsNotBehindIt() {
    keep(play(job("OTHER", "a red fox", "fal"), Sample.NOW, PREPARED, REFUSED));
    assertThat(beside().complete()).isTrue();
  }

  @Test
  void theSameWorkLostAtAnotherTimeIsNotBehindIt() {
    Instant before = Sample.NOW.minus(Duration.ofMinutes(1));
    keep(play(job("OTHER", "a red fox", "fal"), before, PREPARED, LOST));
    assertThat(beside().complete()).isTrue();
  }

  @Test
  void otherWorkIsNotBehindIt() {
    keep(play(job("OTHER", "a blue fox", "fal"), Sample.NOW, PREPARED));
    assertThat(beside().complete()).isTrue();
  }

  @Test
  void theSameWorkOfAnOldJobMayBeBehindItWhileItIsBeingSent() {
    keep(play(job("OTHER", "a red fox", "fal", LONG_AGO), Sample.NOW, PREPARED));
    assertThat(beside().complete()).isFalse();
  }

  @Test
  void howeverManyThereAreAllOfThemAreTold() {
    for (int i = 0; i < SEVERAL_PAGES; i++) {
      keep(play(job("OTHER" + i, "another prompt", "fal"), Sample.NOW, PREPARED, accepted(i)));
    }
    assertThat(beside().ids()).hasSize(SEVERAL_PAGES);
    assertThat(beside().complete()).isTrue();
    keep(play(job("ZZZ", "a red fox", "fal"), Sample.NOW, PREPARED));
    assertThat(beside().ids()).hasSize(SEVERAL_PAGES);
    assertThat(beside().complete()).isFalse();
  }

  @Test
  void ofManyOldOnesThatMayStillBeSentTheSameWorkIsFound() {
    for (int i = 0; i < SEVERAL_PAGES; i++) {
      keep(play(job("OTHER" + i, "another prompt", "fal", LONG_AGO), Sample.NOW, PREPARED));
    }
    assertThat(beside().complete()).isTrue();
    keep(play(job("ZZZ", "a red fox", "fal", LONG_AGO), Sample.NOW, PREPARED));
    assertThat(beside().complete()).isFalse();
  }

  @Test
  void workLostAtOtherTimesIsNoHindranceHoweverMuchThereIs() {
    for (int i = 0; i <= MOST; i++) {
      keep(play(job("OLD" + i, "a red fox", "fal", LONG_AGO), LONG_AGO, PREPARED, LOST, GIVEN_UP));
    }
    assertThat(beside()).isEqualTo(new OtherRequests(Set.of(), true));
  }

  @Test
  void whereThereAreTooManyNothingIsToldOfThem() {
    for (int i = 1; i < MOST; i++) {
      keep(job("OTHER" + i, "another prompt", "fal"));
    }
    assertThat(beside()).isEqualTo(new OtherRequests(Set.of(), true));
    keep(job("OTHER", "another prompt", "fal"));
    assertThat(beside()).isEqualTo(OtherRequests.unknown());
  }

  private OtherRequests beside() {
    return new OtherAttempts(store).beside(lost, lost.attempts().getFirst(), Sample.NOW);
  }

  private static JobInput accepted(int number) {
    return new JobInput.Accepted(new Handle("h" + number, "request-" + number));
  }

  private static Job job(String id, String prompt, String instance) {
    return job(id, prompt, instance, Sample.NOW);
  }

  private static Job job(String id, String prompt, String instance, Instant created) {
    JobRequest sample = Sample.request(1);
    return Job.accepted(
        new JobId(id),
        Caller.LOCAL,
        JobRequest.generate(prompt, sample.model(), sample.output(), sample.options()),
        List.of(Sample.route(instance, 1)),
        created,
        created.plus(Duration.ofDays(3)));
  }

  private Job play(Job accepted, Instant now, JobInput... inputs) {
    Job job = machine.accept(accepted, now).job();
    for (JobInput input : inputs) {
      job = machine.apply(job, input, now).job();
    }
    return job;
  }

  private void keep(Job job) {
    store.accept(job, FIRST, Optional.empty());
  }
}
