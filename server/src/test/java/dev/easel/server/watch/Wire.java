package dev.easel.server.watch;

import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.WatchJobResponse;
import java.util.List;

/** What arrives over real connections, in the words of the guarantees. */
public final class Wire {
  private Wire() {}

  /** A job's past of which these are the events. */
  public static Past past(List<JobEvent> history) {
    return Past.of(history.stream().map(Wire::happening).toList());
  }

  static Told told(WatchJobResponse message) {
    if (message.hasHeartbeat()) {
      return new Told.Heartbeat(message.getHeartbeat().getLatestSequence());
    }
    JobEvent event = message.getEvent();
    return event.hasSnapshot()
        ? new Told.Snapshot(event.getSequence(), isOver(event.getSnapshot().getJob().getState()))
        : new Told.Event(happening(event));
  }

  private static Happening happening(JobEvent event) {
    boolean maySkip =
        switch (event.getEventCase()) {
          case PROGRESS, LOG_LINE, PREVIEW -> true;
          case SNAPSHOT, STATE_CHANGE, RESULT, ATTEMPT, EVENT_NOT_SET -> false;
        };
    boolean end = event.hasStateChange() && isOver(event.getStateChange().getState());
    return new Happening(event.getSequence(), maySkip, end, event);
  }

  private static boolean isOver(Job.State state) {
    return switch (state) {
      case STATE_SUCCEEDED, STATE_FAILED, STATE_CANCELLED -> true;
      case STATE_UNSPECIFIED, STATE_QUEUED, STATE_RUNNING, STATE_CANCELLING, UNRECOGNIZED -> false;
    };
  }
}
