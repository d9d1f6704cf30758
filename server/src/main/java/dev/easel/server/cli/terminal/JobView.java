package dev.easel.server.cli.terminal;

import dev.easel.server.cli.view.Columns;
import dev.easel.server.cli.view.Words;
import dev.easel.v1.Attempt;
import dev.easel.v1.Job;
import dev.easel.v1.JobEvent;
import dev.easel.v1.LogLine;
import dev.easel.v1.Progress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is worth showing of a job under way.
 *
 * @param state its state in a word
 * @param provider who works on it; empty while nobody does
 * @param model the model; empty while not known
 * @param place place in the provider's queue, from zero, while it waits
 * @param percent share done, when told
 * @param images how many images there are already
 * @param log the provider's latest log line
 */
public record JobView(
    String state,
    String provider,
    String model,
    OptionalInt place,
    OptionalInt percent,
    int images,
    Optional<Log> log) {

  /** Before anything is known. */
  public static JobView starting() {
    return before("starting", OptionalInt.empty());
  }

  /** While a file is on its way to the server. */
  public static JobView sending(String file, int percent) {
    return before("sending " + Columns.clean(file), OptionalInt.of(percent));
  }

  /** When a file has reached the server. */
  public static JobView sent(String file) {
    return before("sent " + Columns.clean(file), OptionalInt.empty());
  }

  private static JobView before(String state, OptionalInt percent) {
    return new JobView(state, "", "", OptionalInt.empty(), percent, 0, Optional.empty());
  }

  /** After one more event. */
  public JobView after(JobEvent event) {
    return switch (event.getEventCase()) {
      case SNAPSHOT -> of(event.getSnapshot().getJob());
      case STATE_CHANGE ->
          event.getStateChange().hasJob()
              ? of(event.getStateChange().getJob())
              : inState(event.getStateChange().getState());
      case ATTEMPT -> tried(event.getAttempt());
      case PROGRESS -> advanced(event.getProgress());
      case LOG_LINE -> logged(event.getSequence(), event.getLogLine());
      case RESULT -> new JobView(state, provider, model, place, percent, images + 1, log);
      case PREVIEW, EVENT_NOT_SET -> this;
    };
  }

  private JobView of(Job job) {
    Progress progress = job.getProgress();
    int made = (int) job.getResultsList().stream().filter(result -> result.hasImage()).count();
    return new JobView(
        Words.of(job.getState()),
        Columns.clean(job.getProvider()),
        Columns.clean(job.getModel()),
        place(progress),
        percent(progress),
        made,
        log);
  }

  private JobView inState(Job.State next) {
    // A place in the queue is over with the waiting.
    OptionalInt kept = next == Job.State.STATE_QUEUED ? place : OptionalInt.empty();
    return new JobView(Words.of(next), provider, model, kept, percent, images, log);
  }

  private JobView tried(Attempt attempt) {
    String name = Columns.clean(attempt.getProvider());
    return new JobView(state, name, model, place, percent, images, log);
  }

  private JobView advanced(Progress progress) {
    return new JobView(state, provider, model, place(progress), percent(progress), images, log);
  }

  private JobView logged(long sequence, LogLine line) {
    Log last = new Log(sequence, Columns.clean(line.getMessage()));
    return new JobView(state, provider, model, place, percent, images, Optional.of(last));
  }

  private static OptionalInt place(Progress progress) {
    return progress.hasQueuePosition()
        ? OptionalInt.of(progress.getQueuePosition())
        : OptionalInt.empty();
  }

  private static OptionalInt percent(Progress progress) {
    return progress.hasPercent() ? OptionalInt.of(progress.getPercent()) : OptionalInt.empty();
  }

  /**
   * A line of the provider's log.
   *
   * @param sequence the event that told it
   * @param text on one line
   */
  public record Log(long sequence, String text) {}
}
