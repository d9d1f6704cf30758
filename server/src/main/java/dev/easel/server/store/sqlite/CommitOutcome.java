package dev.easel.server.store.sqlite;

/** What became of a change to a job. */
enum CommitOutcome {
  /** It was made, now or before. */
  MADE,
  /** Another has changed or claimed the job, or it is not there. */
  STALE,
  /** The job is to be cancelled first. */
  CANCEL_PENDING,
  /** Another attempt has the handle. */
  HANDLE_TAKEN
}
