package dev.easel.server.store.postgres;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore.IdempotencyKey;

/** The job that a request's own name became, and what that request asked for. */
record KeyRow(String fingerprint, JobId job) {
  boolean asksForTheSame(IdempotencyKey key) {
    return fingerprint.equals(key.fingerprint());
  }
}
