package dev.easel.server.job;

import dev.easel.server.domain.Job;
import dev.easel.server.domain.JobEvent;
import dev.easel.server.domain.Rejection;

/**
 * Who watches a job. Called by one thread at a time, and only while {@link #ready()} was true just
 * before, but for an end.
 */
public interface Watcher {
  /** Whether one more message can be taken without piling up. */
  boolean ready();

  /** The whole job at its latest sequence. */
  void snapshot(Job job);

  /**
   * Something happened.
   *
   * @return whether the reader was told; what it does not want it is not
   */
  boolean event(JobEvent event);

  /** Nothing happened, and the watch is alive. */
  void heartbeat(long latestSequence);

  /** The terminal event was told, now or before. Nothing follows. */
  void complete();

  /** The watch ends early. Nothing follows. */
  void end(Rejection why);
}
