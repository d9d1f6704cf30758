package dev.easel.server.job.simulation;

/** A seller's reply to a paid request. */
sealed interface Reply {
  /** It has taken the work; a seller that answers when it is done has done it. */
  record Taken(Work work) implements Reply {}

  /** It has not, and will not. */
  record Refused() implements Reply {}

  /** It is in trouble, and does not say. */
  record Trouble() implements Reply {}
}
