package dev.easel.server.job;

import static dev.easel.server.job.Sample.ACCEPTED;
import static dev.easel.server.job.Sample.CANCEL;
import static dev.easel.server.job.Sample.PREPARED;
import static dev.easel.server.job.Sample.STARTED;
import static dev.easel.server.job.Sample.UNTRACEABLE;
import static dev.easel.server.job.Sample.play;
import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.Reason;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.LogLine;
import dev.easel.spi.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of every job, whatever happens to it and in whichever order. */
final class JobMachineLawsTest {
  /** Random histories, each printed by its seed if it breaks a law. */
  @RepeatedTest(500)
  void noHistoryBreaksTheLaws(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    Sample.Play play = play(1 + random.nextInt(3), "fal", "openai");
    List<JobEvent> history = new ArrayList<>();
    int submits = 0;
    int intents = 0;
    for (int i = 0; i < 60; i++) {
      Job before = play.job();
      Step step = play.take(randomInput(random, before));
      history.addAll(step.events());
      boolean submit = step.next().filter(Work.Submit.class::isInstance).isPresent();
      if (submit) {
        submits++;
        assertThat(step.job().attempts().size())
            .as("seed %d: a submit has an intent of its own", seed)
            .isGreaterThan(intents);
      }
      intents = step.job().attempts().size();
      if (before.state().terminal() && before.openAttempt().isEmpty()) {
        assertThat(step.changed()).as("seed %d: what is over stays as it is", seed).isFalse();
      }
      if (before.state().terminal() && step.changed()) {
        assertThat(step.events().size()).as("seed %d: only an end follows", seed).isLessThan(2);
      }
    }
    assertThat(submits).as("seed %d: attempts are bounded", seed).isLessThanOrEqualTo(3);
    assertThat(history.stream().filter(JobEvent::terminal).count())
        .as("seed %d: one end, and one correction of it at most", seed)
        .isLessThanOrEqualTo(wasInDoubt(history) ? 2 : 1);
    assertThat(history.stream().map(JobEvent::sequence).toList())
        .as("seed %d: numbers without a gap", seed)
        .isEqualTo(IntStream.range(0, history.size()).mapToObj(i -> (long) i + 2).toList());
  }

  private static boolean wasInDoubt(List<JobEvent> history) {
    return history.stream()
        .filter(JobEvent::terminal)
        .map(end -> ((JobEvent.StateChanged) end.content()).job().orElseThrow())
        .flatMap(job -> job.failure().stream())
        .anyMatch(failure -> failure.reason() == Reason.PROVIDER_OUTCOME_UNKNOWN);
  }

  private static JobInput randomInput(Random random, Job job) {
    List<Fate> fates = List.of(Fate.values());
    List<Fault> faults = List.of(Fault.values());
    return switch (random.nextInt(14)) {
      case 11 -> random.nextInt(4) == 0 ? new JobInput.Adopted() : STARTED;
      case 12 -> UNTRACEABLE;
      case 13 -> new JobInput.Reconciled(new Reconciliation.Found(Sample.HANDLE));
      case 0, 1 -> job.openAttempt().isEmpty() ? PREPARED : STARTED;
      case 2 -> ACCEPTED;
      case 3 -> STARTED;
      case 4 -> job.openAttempt().isPresent() && !job.hasImage(0) ? Sample.image(0) : STARTED;
      case 5 -> Sample.finished();
      case 6, 7 ->
          Sample.failed(
              fates.get(random.nextInt(fates.size())), faults.get(random.nextInt(faults.size())));
      case 8 -> random.nextInt(6) == 0 ? CANCEL : STARTED;
      case 9 -> random.nextInt(6) == 0 ? new JobInput.ExecutionTimedOut(1) : STARTED;
      default ->
          new JobInput.Told(
              Optional.of(random.nextInt(5)), List.of(new LogLine("INFO", "hm", Sample.NOW)));
    };
  }
}
