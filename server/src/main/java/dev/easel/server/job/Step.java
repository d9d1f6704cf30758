package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import java.util.List;
import java.util.Optional;

/**
 * What one input makes of a job.
 *
 * @param job the job after it
 * @param events what is added to its history
 * @param next what the job's thread does next; empty if it has nothing new to do
 * @param sides what is done beside it
 * @param changed whether there is anything to commit
 */
record Step(
    Job job, List<JobEvent> events, Optional<Work> next, List<Side> sides, boolean changed) {
  /** Nothing follows from the input. */
  static Step unchanged(Job job) {
    return new Step(job, List.of(), Optional.empty(), List.of(), false);
  }

  /** The same, with something to be done beside it. */
  Step beside(Side side) {
    return new Step(job, events, next, List.of(side), changed);
  }

  /** The same, with something for the job's thread to do. */
  Step next(Work work) {
    return new Step(job, events, Optional.of(work), sides, changed);
  }
}
