package dev.easel.server.api;

import dev.easel.server.domain.JobId;
import dev.easel.server.job.JobStore;
import dev.easel.v1.JobEvent;
import java.util.List;

/** What a store has of a job's history, in the form in which callers are told. */
public final class WireHistory {
  private WireHistory() {}

  /** The whole history. */
  public static List<JobEvent> of(JobStore store, String job) {
    return store.events(new JobId(job), 0, Integer.MAX_VALUE).stream()
        .map(JobWriter::wire)
        .toList();
  }
}
