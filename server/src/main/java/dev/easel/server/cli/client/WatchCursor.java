package dev.easel.server.cli.client;

import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import java.util.Optional;

/** How far a watch has come. */
final class WatchCursor {
  private long sequence;
  private boolean fresh;
  private Optional<Job> ended = Optional.empty();

  WatchCursor(long sequence) {
    this.sequence = sequence;
    this.fresh = sequence == 0;
  }

  /** The last event seen. */
  long sequence() {
    return sequence;
  }

  /** The job at its end, once an event has told it. */
  Optional<Job> ended() {
    return ended;
  }

  /** The stream was cut; what comes next may repeat. */
  void resumed() {
    fresh = sequence == 0;
  }

  /** Whether an event is new; after a cut, one may come twice. */
  boolean advance(JobEvent event) {
    if (event.getSequence() <= sequence && !fresh) {
      return false;
    }
    fresh = false;
    sequence = event.getSequence();
    job(event).filter(Job::hasEndTime).ifPresent(job -> ended = Optional.of(job));
    return true;
  }

  private static Optional<Job> job(JobEvent event) {
    return switch (event.getEventCase()) {
      case SNAPSHOT -> Optional.of(event.getSnapshot().getJob());
      case STATE_CHANGE -> Optional.of(event.getStateChange().getJob());
      case RESULT, ATTEMPT, PROGRESS, LOG_LINE, PREVIEW, EVENT_NOT_SET -> Optional.empty();
    };
  }
}
