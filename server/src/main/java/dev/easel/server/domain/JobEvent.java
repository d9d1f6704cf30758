package dev.easel.server.domain;

import dev.easel.spi.ImageFacts;
import dev.easel.spi.LogLine;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of a job's history.
 *
 * @param sequence its position, from one
 * @param time when it happened
 * @param content what happened
 */
public record JobEvent(long sequence, Instant time, Content content) {

  /** What happened. */
  public sealed interface Content {
    /** Whether a watcher that is slow or rejoins may miss it. */
    default boolean maySkip() {
      return switch (this) {
        case StateChanged ignored -> false;
        case ResultAdded ignored -> false;
        case AttemptChanged ignored -> false;
        case Progressed ignored -> true;
        case Logged ignored -> true;
        case Previewed ignored -> true;
      };
    }
  }

  /**
   * The state changed.
   *
   * @param state the state now
   * @param job the whole job, when the state is terminal
   */
  public record StateChanged(JobState state, Optional<Job> job) implements Content {}

  /**
   * A slot was filled.
   *
   * @param result the slot
   */
  public record ResultAdded(SlotResult result) implements Content {}

  /**
   * A try began or ended.
   *
   * @param attempt the try as it stands
   */
  public record AttemptChanged(Attempt attempt) implements Content {}

  /**
   * Work advanced.
   *
   * @param progress how far
   */
  public record Progressed(Progress progress) implements Content {}

  /**
   * The provider's log grew.
   *
   * @param line the line
   */
  public record Logged(LogLine line) implements Content {}

  /**
   * An unfinished image.
   *
   * @param slot position of the image among those asked for, from zero
   * @param ordinal which preview of that slot, from zero
   * @param blob its bytes, there while the job runs
   * @param facts what the seller says of it
   */
  public record Previewed(int slot, int ordinal, Blob blob, ImageFacts facts) implements Content {}

  /** Whether nothing follows this in the history. */
  public boolean terminal() {
    return content instanceof StateChanged changed && changed.state().terminal();
  }
}
