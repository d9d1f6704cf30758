package dev.easel.sandbox.fal;

import java.time.Duration;

/** How far a request is. fal has no state for failure: that too is completed. */
sealed interface Progress {

  /** Waiting; {@code position} is 0 for the next to be started. */
  record InQueue(int position) implements Progress {}

  /** At work. */
  record InProgress() implements Progress {}

  /** Done, after {@code inference} of work. */
  record Completed(Duration inference, Ending ending) implements Progress {}

  /** How a request ended. */
  sealed interface Ending {

    /** With images. */
    record Produced() implements Ending {}

    /** With an error, which its result replays with this status. */
    record Failed(int status, String type, String message, boolean ofModel) implements Ending {

      /** A failure of fal's machinery, not of a model. */
      Failed(int status, String type, String message) {
        this(status, type, message, false);
      }
    }
  }
}
