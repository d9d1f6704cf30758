package dev.easel.server.store.sqlite;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore.IdempotencyKey;

/** A request's own name, and the job that it became. */
record KeyRow(String caller, String requestId, String fingerprint, String job, long expireTime) {
  static KeyRow of(IdempotencyKey key, JobId job) {
    return new KeyRow(
        key.caller().name(),
        key.requestId(),
        key.fingerprint(),
        job.value(),
        StoreTime.of(key.expireTime()));
  }

  JobId jobId() {
    return new JobId(job);
  }

  long checksum() {
    return new Checksum()
        .add(caller)
        .add(requestId)
        .add(fingerprint)
        .add(job)
        .add(expireTime)
        .value();
  }
}
