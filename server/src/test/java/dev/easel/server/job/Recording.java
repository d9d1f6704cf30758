package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A job played through some inputs in time, with its whole history. */
final class Recording {
  private static final Duration STEP = Duration.ofMillis(1_500).plusNanos(1);

  private final JobMachine machine;
  private final List<JobEvent> events = new ArrayList<>();
  private Instant now = Sample.NOW;
  private Job job;

  Recording(JobMachine machine, Job accepted) {
    this.machine = machine;
    this.job = accepted;
    keep(machine.accept(accepted, now));
  }

  /** Each a while after the one before. */
  Recording take(JobInput... inputs) {
    for (JobInput input : inputs) {
      now = now.plus(STEP);
      keep(machine.apply(job, input, now));
    }
    return this;
  }

  Recording waiting(Duration time) {
    now = now.plus(time);
    return this;
  }

  Job job() {
    return job;
  }

  List<JobEvent> events() {
    return List.copyOf(events);
  }

  private void keep(Step step) {
    job = step.job();
    events.addAll(step.events());
  }
}
